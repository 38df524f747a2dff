-- Distinct people of every source of one kind over the whole window, which do not add up over months.
SELECT
    name,
    toUInt64(uniqExact(visitor)) AS people,
    toUInt64(uniqExactIf(visitor, n_visits > 1)) AS returning_people
FROM
(
    SELECT
        visitor, n_visits,
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
GROUP BY name
ORDER BY name
