-- Distinct people of every source of one kind over the whole window, among the visitors in [low, high]: they do not add up
-- over months, and do over ranges of visitors.
SELECT
    if({kind:UInt8} = 4, toString(origin), names[{kind:UInt8} + 1]) AS name,
    toUInt64(uniqExactMerge(all_people)) AS people,
    toUInt64(uniqExactMerge(those_returning)) AS returning_people
FROM
(
    SELECT
        if({kind:UInt8} = 4, landing, touch) AS origin,
        uniqExactState(visitor) AS all_people,
        uniqExactStateIf(visitor, visits > 1) AS those_returning
    FROM sessions
    WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
      AND bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
    GROUP BY origin
) AS counted
ANY LEFT JOIN
(
    SELECT touch AS origin, names
    FROM origins
) AS came USING origin
GROUP BY name
ORDER BY name
