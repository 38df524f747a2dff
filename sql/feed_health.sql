-- What became of every line of each file: accepted, refused (quarantine), or blank. Only batches that are written whole count.
SELECT
    feed,
    any(source) AS source,
    file,
    any(format) AS format,
    toUInt64(sum(lines)) AS lines,
    toUInt64(sum(hits)) AS hits,
    toUInt64(sum(rejects)) AS rejects,
    toUInt64(sum(blank)) AS blank,
    toUInt32(max(newest)) AS newest
FROM imports
WHERE state = 1
GROUP BY feed, file
ORDER BY feed, file
