-- The hosts that were guessed to be one's own.
SELECT DISTINCT host
FROM own_hosts
WHERE host != ''
ORDER BY host
