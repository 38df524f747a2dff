-- Rows of experiments, of whole batches alone.
CREATE VIEW IF NOT EXISTS experiments AS
SELECT experiment, unit, market, region, arm, day, exposed, outcome, has_before, before, feed, batch, line, offset
FROM experiment_rows
WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
