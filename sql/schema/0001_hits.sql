-- One row per accepted input line or event. Texts are 64-bit hashes; their words are in names, touches and agents.
-- Ordered by visitor, so that sessions are made in ranges of the key with bounded memory. `batch` ties a row to the
-- line of imports that announced it: after a crash a batch is there whole or not at all.
CREATE TABLE IF NOT EXISTS hits
(
    visitor UInt64,
    time    DateTime('UTC'),
    kind    UInt8,
    path    UInt64,
    row     UInt64,
    status  UInt16,
    touch   UInt64,
    agent   UInt64,
    bot     UInt8,
    flags   UInt8,
    event   UInt64 DEFAULT 0,
    value   Int64 DEFAULT 0,
    feed    UInt32,
    batch   UInt64
)
ENGINE = MergeTree
ORDER BY (visitor, time, kind, path, row)
