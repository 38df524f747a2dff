-- Hours worked, of whole batches alone. What an hour of a role costs stands in the settings.
CREATE VIEW IF NOT EXISTS hours AS
SELECT day, role, market, tag, millihours, feed, batch, line, offset
FROM hour_rows
WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
