-- Thousandths of hours worked in days of [from, until), by bucket (as in spend_sums) and by what a plan's patterns look at.
SELECT
    toUInt16(multiIf({bucket:UInt8} = 1, day, {bucket:UInt8} = 2, toMonday(day), {bucket:UInt8} = 3, toStartOfMonth(day), toDate(0))) AS start,
    role, tag, market,
    toUInt64(count()) AS rows,
    toInt64(sum(millihours)) AS millihours
FROM hours
WHERE day >= {from:Date} AND day < {until:Date}
GROUP BY start, role, tag, market
ORDER BY start, role, tag, market
