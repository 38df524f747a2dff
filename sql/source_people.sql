-- Distinct people of every source of one kind over the whole window, among the visitors in [low, high]: they do not add up
-- over months, and do over ranges of visitors. Who came once is met once, and need not be remembered to be counted.
SELECT
    if({kind:UInt8} = 4, toString(origin), names[{kind:UInt8} + 1]) AS name,
    toUInt64(sum(n_once) + uniqExactMerge(those_returning)) AS people,
    toUInt64(uniqExactMerge(those_returning)) AS returning_people
FROM
(
    SELECT
        if({kind:UInt8} = 4, landing, touch) AS origin,
        countIf(visits = 1) AS n_once,
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
