-- What the sessions in the store were made from. No row: they are being made, or there are none.
SELECT step, rules, last_batch, asset_feeds, every
FROM derivation_steps
ORDER BY step DESC
LIMIT 1
