-- Money paid, as bills and platforms tell of it: a row each. A day is the day that was written; amounts are whole minor
-- units of their currency. Rows of a batch that was never marked whole (imports) do not count: read the view spend.
CREATE TABLE IF NOT EXISTS spend_rows
(
    day         Date,
    market      String,
    channel     String,
    source      String,
    medium      String,
    campaign    String,
    tag         String,
    amount      Int64,
    currency    String,
    impressions UInt64,
    clicks      UInt64,
    feed        UInt32,
    batch       UInt64,
    line        UInt64,
    offset      UInt64
)
ENGINE = MergeTree
ORDER BY (day, market, channel, campaign, feed, batch, line)
