-- Who was not counted as a person, by reason; reason 0 are the people.
SELECT
    bot,
    toUInt64(count()) AS visits
FROM sessions
WHERE has({feeds:Array(UInt32)}, feed)
  AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
GROUP BY bot
ORDER BY bot
