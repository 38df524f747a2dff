-- Are the touches judged by these rules?
SELECT toUInt64(count()) AS n
FROM judgements
WHERE rules = {rules:UInt64}
