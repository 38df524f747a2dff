-- Sufficient statistics of every source of one kind: visits of people by name and month, nothing cut off. Visits are
-- counted by the number of what names them first (how they came, or where they landed) and named afterwards, so that words
-- are met once a number and not once a visit. The number of a landing page is its name; its word is looked up by the caller.
-- What does not fit a quarter of a gigabyte is grouped on the disk.
SELECT
    if({kind:UInt8} = 4, toString(origin), names[{kind:UInt8} + 1]) AS name,
    month,
    toUInt32(sum(n)) AS visits,
    toUInt32(sum(n_engaged)) AS engaged,
    toUInt32(sum(n_unknown)) AS unknown,
    toUInt32(sum(n_returning)) AS returning,
    toUInt32(sum(n_converted)) AS conversions
FROM
(
    SELECT
        if({kind:UInt8} = 4, landing, touch) AS origin,
        toUInt32(toYear(start, {zone:String}) * 12 + toMonth(start, {zone:String}) - 1) AS month,
        count() AS n,
        countIf(engaged = 1) AS n_engaged,
        countIf(unknown = 1) AS n_unknown,
        countIf(ordinal > 0) AS n_returning,
        countIf(goals > 0) AS n_converted
    FROM counted_visits
    WHERE bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
    GROUP BY origin, month
) AS counted
ANY LEFT JOIN
(
    SELECT touch AS origin, names
    FROM origins
) AS came USING origin
GROUP BY name, month
ORDER BY name, month
SETTINGS max_bytes_before_external_group_by = 268435456, max_bytes_before_external_sort = 268435456
