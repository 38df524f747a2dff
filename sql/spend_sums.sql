-- Money paid in days of [from, until), by bucket (0 all days, 1 day, 2 week, 3 month) and by what a plan's patterns look at.
-- `unpriced` rows have a currency without a rate: their cost is not in the sum.
SELECT
    toUInt16(multiIf({bucket:UInt8} = 1, day, {bucket:UInt8} = 2, toMonday(day), {bucket:UInt8} = 3, toStartOfMonth(day), toDate(0))) AS start,
    market, channel, source, medium, campaign, tag,
    toUInt64(count()) AS rows,
    toUInt64(countIf(priced = 0)) AS unpriced,
    toInt64(sum(cost)) AS cost,
    toUInt64(sum(impressions)) AS impressions,
    toUInt64(sum(clicks)) AS clicks
FROM spend
WHERE day >= {from:Date} AND day < {until:Date}
GROUP BY start, market, channel, source, medium, campaign, tag
ORDER BY start, market, channel, source, medium, campaign, tag
