-- Rows of cost of days in [from, until) with the place where each was read: money paid (kind 0), then hours worked (kind 1).
SELECT kind, day, market, channel, source, medium, campaign, tag, role, priced, cost, millihours, file, line
FROM
(
    SELECT
        toUInt8(0) AS kind, day, market, channel, source, medium, campaign, tag, '' AS role, priced, cost, toInt64(0) AS millihours,
        feed, batch, line
    FROM spend
    WHERE day >= {from:Date} AND day < {until:Date}
    UNION ALL
    SELECT
        toUInt8(1) AS kind, day, market, '' AS channel, '' AS source, '' AS medium, '' AS campaign, tag, role, toUInt8(1) AS priced,
        toInt64(0) AS cost, millihours, feed, batch, line
    FROM hours
    WHERE day >= {from:Date} AND day < {until:Date}
) AS paid
ANY LEFT JOIN
(
    SELECT batch, max(file) AS file
    FROM imports
    WHERE state = 1
    GROUP BY batch
) AS readings USING batch
ORDER BY kind, day, feed, batch, line
