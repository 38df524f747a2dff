-- Rows on which metrics stand: orders by the day on which they were placed.
SELECT toDate(time, {zone:String}) AS day, market, feed, priced, number, customer, value, nth, code, source, medium, campaign
FROM orders
WHERE toUInt32(time) >= {from:UInt32} AND toUInt32(time) < {until:UInt32}
