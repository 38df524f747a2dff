-- The last second that each source tells of, by the format in which it was read.
SELECT feed, format, toUInt32(max(newest)) AS newest, toUInt64(sum(hits)) AS rows
FROM imports
WHERE state = 1
GROUP BY feed, format
ORDER BY feed, format
