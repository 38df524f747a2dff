-- How people in [low, high] came, visit after visit, up to the first that reached a goal or to the end: the channels in order,
-- repeats of one in a row told once, and of more than `steps` the last. A channel of the settings' own begins with +.
SELECT
    arrayStringConcat(arraySlice(changes, greatest(1, 1 + toInt64(length(changes)) - {steps:UInt32})), '\n') AS path,
    toUInt64(count()) AS people,
    toUInt64(sum(reached)) AS converted,
    toUInt64(sum(n_used)) AS visits,
    toUInt64(countIf(length(changes) > {steps:UInt32})) AS shortened
FROM
(
    SELECT
        visitor,
        reached,
        length(used) AS n_used,
        arrayFilter((name, before, nth) -> nth = 1 OR name != before,
            used, arrayPushFront(arrayPopBack(used), ''), arrayEnumerate(used)) AS changes
    FROM
    (
        SELECT
            visitor,
            toUInt8(has(goals_of, 1)) AS reached,
            if(has(goals_of, 1), arraySlice(names, 1, indexOf(goals_of, 1)), names) AS used
        FROM
        (
            SELECT
                visitor,
                arrayMap(v -> v.3, of_visitor) AS names,
                arrayMap(v -> v.4, of_visitor) AS goals_of
            FROM
            (
                SELECT
                    visitor,
                    arraySort(groupArray((start, ordinal, if(channel = 20, concat('+', own_channel), toString(channel)), toUInt8(goals > 0)))) AS of_visitor
                FROM visits
                WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
                  AND bot = 0 AND has({feeds:Array(UInt32)}, feed)
                  AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
                GROUP BY visitor
            )
        )
    )
)
GROUP BY path
ORDER BY path
