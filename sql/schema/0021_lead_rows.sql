-- What was said of leads, a row each; a lead is told of again whenever it comes further. Stage: 0 lost, 1 new, 2 accepted,
-- 3 qualified, 4 won. Read the view leads.
CREATE TABLE IF NOT EXISTS lead_rows
(
    number   String,
    time     DateTime('UTC'),
    updated  DateTime('UTC'),
    market   String,
    customer UInt64,
    stage    UInt8,
    lost     UInt8,
    amount   Int64,
    currency String,
    code     String,
    source   String,
    medium   String,
    campaign String,
    row      UInt64,
    feed     UInt32,
    batch    UInt64,
    line     UInt64,
    offset   UInt64
)
ENGINE = MergeTree
ORDER BY (feed, number, updated, row)
