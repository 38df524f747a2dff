-- One row per visit; a function of hits alone. Bots stay here with their reason, so that the choice is reversible.
CREATE TABLE IF NOT EXISTS sessions
(
    visitor        UInt64,
    start          DateTime('UTC'),
    end            DateTime('UTC'),
    views          UInt32,
    pages          UInt32,
    events         UInt32,
    goals          UInt32,
    value          Int64,
    foreground     UInt32,
    has_foreground UInt8,
    landing        UInt64,
    exit           UInt64,
    touch          UInt64,
    ordinal        UInt32,
    visits         UInt32,
    agent          UInt64,
    feed           UInt32,
    bot            UInt8
)
ENGINE = MergeTree
ORDER BY (visitor, start)
