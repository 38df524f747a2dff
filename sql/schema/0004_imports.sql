-- What was read, batch by batch. A row with state 0 announces a batch before its hits are written, a row with
-- state 1 says that they all are. `end_offset` counts decompressed bytes; `newest` is the
-- time of the newest hit, 0 without hits.
CREATE TABLE IF NOT EXISTS imports
(
    batch      UInt64,
    state      UInt8,
    feed       UInt32,
    source     String,
    file       String,
    identity   UInt64,
    tail       UInt64,
    end_offset UInt64,
    end_line   UInt64,
    lines      UInt64,
    hits       UInt64,
    rejects    UInt64,
    blank      UInt64,
    newest     UInt32,
    format     String,
    at         DateTime('UTC')
)
ENGINE = MergeTree
ORDER BY (identity, batch, state)
