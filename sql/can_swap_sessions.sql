-- engine: today
-- Can sessions be made beside those that are there, and take their place at once? In a database that knows each table by
-- more than its name, on one server of today.
SELECT toUInt64(count()) AS n
FROM system.tables
WHERE database = currentDatabase() AND name = 'sessions' AND engine = 'MergeTree'
    AND toUInt32OrZero(splitByChar('.', version())[1]) >= 23
    AND database IN (SELECT name FROM system.databases WHERE engine IN ('Atomic', 'Overlay'))
