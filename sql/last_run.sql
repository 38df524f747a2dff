-- The run that was noted last, and when.
SELECT run, toUInt32(at) AS at
FROM runs
ORDER BY at DESC, run
LIMIT 1
