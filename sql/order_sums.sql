-- Orders placed in [from, until) seconds, by bucket (as in spend_sums, days of `zone`) and by what a plan's patterns look at.
-- first: of customers never seen before; repeat: of those who were. Who is not known is neither.
SELECT
    toUInt16(multiIf({bucket:UInt8} = 1, day, {bucket:UInt8} = 2, toMonday(day), {bucket:UInt8} = 3, toStartOfMonth(day), toDate(0))) AS start,
    market, code, source, medium, campaign,
    toUInt64(count()) AS orders,
    toUInt64(countIf(nth = 1)) AS first,
    toUInt64(countIf(nth > 1)) AS repeat,
    toUInt64(countIf(priced = 0)) AS unpriced,
    toInt64(sum(value)) AS value
FROM
(
    SELECT toDate(time, {zone:String}) AS day, market, code, source, medium, campaign, nth, priced, value
    FROM orders
    WHERE toUInt32(time) >= {from:UInt32} AND toUInt32(time) < {until:UInt32}
) AS placed
GROUP BY start, market, code, source, medium, campaign
ORDER BY start, market, code, source, medium, campaign
