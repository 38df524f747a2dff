-- Hours worked, a row each, in thousandths so that sums are exact. Read the view hours.
CREATE TABLE IF NOT EXISTS hour_rows
(
    day        Date,
    role       String,
    market     String,
    tag        String,
    millihours Int64,
    feed       UInt32,
    batch      UInt64,
    line       UInt64,
    offset     UInt64
)
ENGINE = MergeTree
ORDER BY (day, role, tag, feed, batch, line)
