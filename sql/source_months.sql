-- Sufficient statistics of every source of one kind: visits of people by name and month, nothing cut off.
-- Landing pages come as the number of their path; their words are few and looked up afterwards.
SELECT
    name,
    month,
    toUInt32(count()) AS visits,
    toUInt32(countIf(is_engaged = 1)) AS engaged,
    toUInt32(countIf(is_unknown = 1)) AS unknown,
    toUInt32(countIf(ordinal > 0)) AS returning,
    toUInt32(countIf(goals > 0)) AS conversions
FROM
(
    SELECT
        engaged AS is_engaged, unknown AS is_unknown, ordinal, goals,
        toUInt32(toYear(start, {zone:String}) * 12 + toMonth(start, {zone:String}) - 1) AS month,
        multiIf({kind:UInt8} = 0, source_domain,
                {kind:UInt8} = 1, source_host,
                {kind:UInt8} = 2, source_page,
                {kind:UInt8} = 3, source_campaign,
                {kind:UInt8} = 4, toString(landing),
                toString(channel)) AS name
    FROM visits
    WHERE bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
)
GROUP BY name, month
ORDER BY name, month
