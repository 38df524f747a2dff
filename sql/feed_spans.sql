-- From when to when each feed tells of pages that people saw.
SELECT
    feed,
    toUInt32(min(time)) AS first,
    toUInt32(max(time)) AS last
FROM hits
WHERE kind = 1
GROUP BY feed
ORDER BY feed
