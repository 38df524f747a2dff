-- First and last second of the visits that are looked at, so that the window is what was seen and not what was hoped;
-- and the people in it, among the visitors in [low, high].
SELECT
    toUInt64(count()) AS visits,
    toUInt64(uniqExact(visitor)) AS people,
    toUInt32(min(start)) AS first,
    toUInt32(max(start)) AS last
FROM sessions
WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
  AND bot = 0 AND has({feeds:Array(UInt32)}, feed)
  AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
