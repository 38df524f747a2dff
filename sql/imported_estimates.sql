-- Estimates made elsewhere, each id once: of several rows the one that was read last.
SELECT
    id, tactic, link, second, metric, market, toUInt16(since) AS since_day, toUInt16(until) AS until_day, est, lo, hi, level, scale,
    baseline, n, grade, method, run, plan_hash, sources, n_rows, seed, version, caveats
FROM
(
    SELECT *
    FROM estimates
    ORDER BY id, batch DESC, line DESC
    LIMIT 1 BY id
) AS last
ORDER BY id
