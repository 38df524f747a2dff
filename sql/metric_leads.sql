-- Rows on which metrics stand: leads by the day on which they came in, at the stage they have reached since. Only what was won
-- is worth something.
SELECT
    toDate(time, {zone:String}) AS day, market, feed,
    toUInt8(priced = 1 OR stage != 'won') AS priced,
    number, customer, stage,
    if(stage = 'won', value, toInt64(0)) AS value,
    code, source, medium, campaign
FROM leads
WHERE toUInt32(time) >= {from:UInt32} AND toUInt32(time) < {until:UInt32}
