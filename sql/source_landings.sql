-- Where the visits of every source land and by which channel they come: the most frequent of each is chosen afterwards.
SELECT
    name,
    landing,
    channel,
    toUInt64(count()) AS visits
FROM
(
    SELECT
        landing, channel,
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
GROUP BY name, landing, channel
ORDER BY name, landing, channel
