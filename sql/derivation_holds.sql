-- Are the sessions in the store those of these rules and of all hits up to this batch?
SELECT toUInt64(count()) AS n FROM derivations WHERE rules = {rules:UInt64} AND last_batch = {last_batch:UInt64}
