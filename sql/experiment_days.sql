-- What every unit of the experiments whose units have several rows brought on each day, in millionths.
SELECT
    experiment, market, arm, unit,
    any(region) AS region,
    toUInt16(day) AS day,
    toUInt8(max(exposed)) AS was_exposed,
    toInt64(sum(toInt64(floor(outcome * 1000000 + 0.5)))) AS millionths
FROM experiments
WHERE experiment IN (SELECT experiment FROM experiments GROUP BY experiment HAVING count() > uniqExact(unit))
GROUP BY experiment, market, arm, unit, day
ORDER BY experiment, market, arm, unit, day
