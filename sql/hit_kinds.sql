-- What the accepted lines of each feed asked for, and the newest of them.
SELECT
    feed,
    kind,
    toUInt64(count()) AS hits,
    toUInt32(max(time)) AS newest
FROM hits
GROUP BY feed, kind
ORDER BY feed, kind
