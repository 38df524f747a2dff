-- What an earlier version of the program noted of the sessions that are there. Nothing reads the old table any more.
INSERT INTO derivation_steps (step, rules, last_batch, asset_feeds, every)
SELECT toUInt64(0), rules, last_batch, '', toUInt64(0)
FROM derivations
