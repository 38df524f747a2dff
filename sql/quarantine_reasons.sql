-- Refused lines by feed and reason.
SELECT
    feed,
    reason,
    toUInt64(count()) AS lines
FROM quarantine
WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
GROUP BY feed, reason
ORDER BY feed, lines DESC, reason
