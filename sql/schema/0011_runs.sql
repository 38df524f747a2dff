-- Every run that made a report: what it saw and with what it was made.
CREATE TABLE IF NOT EXISTS runs
(
    run      String,
    at       DateTime('UTC'),
    as_of    String,
    version  String,
    seed     UInt64,
    settings UInt64,
    inputs   UInt64,
    visits   UInt64,
    signals  UInt64
)
ENGINE = MergeTree
ORDER BY (at, run)
