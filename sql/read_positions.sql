-- Up to where each file was read, the furthest first.
SELECT identity, tail, end_offset, end_line
FROM imports
WHERE state = 1
ORDER BY end_offset DESC, batch DESC
