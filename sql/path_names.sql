-- The words of the paths on which somebody landed.
SELECT DISTINCT id, name
FROM names
WHERE kind = 1 AND id IN (SELECT landing FROM sessions)
ORDER BY id
