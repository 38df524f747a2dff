-- Leads that came in in [from, until) seconds, by bucket (as in order_sums), by what a plan's patterns look at, and by the
-- furthest stage they have reached since.
SELECT
    toUInt16(multiIf({bucket:UInt8} = 1, day, {bucket:UInt8} = 2, toMonday(day), {bucket:UInt8} = 3, toStartOfMonth(day), toDate(0))) AS start,
    market, code, source, medium, campaign, stage,
    toUInt64(count()) AS leads,
    toUInt64(sum(lost)) AS lost,
    toUInt64(countIf(priced = 0)) AS unpriced,
    toInt64(sum(value)) AS value
FROM
(
    SELECT toDate(time, {zone:String}) AS day, market, code, source, medium, campaign, stage, lost, priced, value
    FROM leads
    WHERE toUInt32(time) >= {from:UInt32} AND toUInt32(time) < {until:UInt32}
) AS came
GROUP BY start, market, code, source, medium, campaign, stage
ORDER BY start, market, code, source, medium, campaign, stage
