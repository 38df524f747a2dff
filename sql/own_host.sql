-- The host that was guessed for a feed.
SELECT host FROM own_hosts WHERE feed = {feed:UInt32} ORDER BY host LIMIT 1
