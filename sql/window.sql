-- First and last second of the visits that are looked at, so that the window is what was seen and not what was hoped;
-- and the people in it, among the visitors in [low, high]. Who came once is met once, and need not be remembered.
SELECT
    toUInt64(count()) AS visits,
    toUInt64(countIf(n_visits = 1) + uniqExactIf(visitor, n_visits > 1)) AS people,
    toUInt32(min(start)) AS first,
    toUInt32(max(start)) AS last
FROM counted_visits
WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
  AND bot = 0 AND has({feeds:Array(UInt32)}, feed)
  AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
