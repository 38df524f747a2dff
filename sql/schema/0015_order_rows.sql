-- What shops said of orders, a row each; an order may be told of several times. A customer is a keyed hash, 0 = not known.
-- `row` is a hash of what was said, so that there is a total order. Read the view orders.
CREATE TABLE IF NOT EXISTS order_rows
(
    number   String,
    time     DateTime('UTC'),
    updated  DateTime('UTC'),
    market   String,
    customer UInt64,
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
