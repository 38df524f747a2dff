-- What every currency is worth, by day from which on.
SELECT currency, toUInt16(since) AS since, rate
FROM rates
ORDER BY currency, since
