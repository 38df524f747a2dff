-- Rows on which metrics stand: hours worked, by their day.
SELECT day, market, feed, toUInt8(1) AS priced, role, tag, millihours
FROM hours
WHERE day >= {from_day:Date} AND day < {until_day:Date}
