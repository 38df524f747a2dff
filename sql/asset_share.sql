-- Of the visitors whose agent is a browser's, how many fetch assets? Where at least half do, a visitor who reads pages and
-- never fetches any is no person.
SELECT
    feed,
    toUInt64(count()) AS visitors,
    toUInt64(countIf(assets > 0)) AS fetching
FROM
(
    SELECT feed, visitor, countIf(kind = 5) AS assets, countIf(kind = 1) AS pages, max(bot) AS intake_bot
    FROM hits
    WHERE visitor % {every:UInt64} = 0
    GROUP BY feed, visitor
)
WHERE intake_bot = 0 AND pages > 0
GROUP BY feed
ORDER BY feed
