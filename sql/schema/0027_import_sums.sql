-- Money as it was read, batch by batch and currency by currency: what the rows in the store must add up to.
CREATE TABLE IF NOT EXISTS import_sums
(
    batch    UInt64,
    feed     UInt32,
    kind     String,
    currency String,
    rows     UInt64,
    amount   Int64
)
ENGINE = MergeTree
ORDER BY (feed, batch, currency)
