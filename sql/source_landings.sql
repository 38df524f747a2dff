-- Where the visits of every source land and by which channel they come: the most frequent of each is chosen afterwards.
-- There may be as many groups as visits: what does not fit a quarter of a gigabyte is grouped on the disk.
SELECT
    if({kind:UInt8} = 4, toString(landing), names[{kind:UInt8} + 1]) AS name,
    landing,
    channel,
    toUInt64(sum(n)) AS visits
FROM
(
    SELECT touch, landing, count() AS n
    FROM sessions
    WHERE bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
    GROUP BY touch, landing
) AS counted
ANY LEFT JOIN
(
    SELECT touch, channel, names
    FROM origins
) AS came USING touch
GROUP BY name, landing, channel
ORDER BY name, landing, channel
SETTINGS max_bytes_before_external_group_by = 268435456, max_bytes_before_external_sort = 268435456
