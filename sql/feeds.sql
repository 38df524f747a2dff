-- Everything that was ever read into the store.
SELECT DISTINCT feed, source
FROM imports
WHERE state = 1
ORDER BY source, feed
