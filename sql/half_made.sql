-- How many visits are there that nothing vouches for? While they are made anew, and after a kill in the midst of that, no
-- derivation stands beside them.
SELECT toUInt64(count()) AS n
FROM sessions
WHERE (SELECT count() FROM derivation_steps) = 0
