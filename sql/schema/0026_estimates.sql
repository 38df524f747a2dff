-- Estimates made elsewhere, of whole batches alone. The same id may stand here several times: files overlap.
CREATE VIEW IF NOT EXISTS estimates AS
SELECT
    id, tactic, link, second, metric, market, since, until, est, lo, hi, level, scale, baseline, n, grade, method, run, plan_hash,
    sources, n_rows, seed, version, caveats, feed, batch, line, offset
FROM estimate_rows
WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
