-- What every unit of every experiment brought over all its days, in millionths, so that sums are exact.
SELECT
    experiment, market, arm, unit,
    toUInt8(max(exposed)) AS was_exposed,
    toUInt64(count()) AS rows,
    toInt64(sum(toInt64(floor(outcome * 1000000 + 0.5)))) AS millionths,
    toUInt16(min(day)) AS first,
    toUInt16(max(day)) AS last
FROM experiments
GROUP BY experiment, market, arm, unit
ORDER BY experiment, market, arm, unit
