-- Every input row that was not accepted, with its reason and its place; text holds its first 4 KiB.
CREATE TABLE IF NOT EXISTS quarantine
(
    batch  UInt64,
    feed   UInt32,
    file   String,
    line   UInt64,
    offset UInt64,
    reason String,
    text   String
)
ENGINE = MergeTree
ORDER BY (file, line)
