-- Every file that was read, the latest first: when, and what became of its lines. Only batches that are written whole count.
SELECT
    any(source) AS source,
    file,
    toUInt32(max(at)) AS at,
    toUInt64(sum(lines)) AS lines,
    toUInt64(sum(hits)) AS hits,
    toUInt64(sum(rejects)) AS rejects,
    toUInt64(sum(blank)) AS blank
FROM imports
WHERE state = 1
GROUP BY feed, file
ORDER BY at DESC, source, file
