-- How many views do visitors with one view have, and how many the others? Visitors' numbers are hashes, so some of the
-- key space is a fair sample.
SELECT
    toUInt64(countIf(n = 1)) AS of_one,
    toUInt64(sum(n) - countIf(n = 1)) AS of_several
FROM
(
    SELECT visitor, countIf(kind <= 2) AS n
    FROM hits
    WHERE visitor <= {high:UInt64} AND NOT has({feeds_off:Array(UInt32)}, feed)
    GROUP BY visitor
)
