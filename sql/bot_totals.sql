-- Who was not counted as a person, by reason; reason 0 are the people.
SELECT
    bot,
    toUInt64(count()) AS visits,
    toUInt64(uniqExact(visitor)) AS visitors,
    toUInt64(sum(views)) AS views
FROM sessions
WHERE has({feeds:Array(UInt32)}, feed)
GROUP BY bot
ORDER BY bot
