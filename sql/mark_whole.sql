-- Marks an announced batch as whole.
INSERT INTO imports
SELECT batch, toUInt8(1), feed, source, file, identity, tail, end_offset, end_line, lines, hits, rejects, blank, newest, format, at
FROM imports
WHERE batch = {batch:UInt64} AND state = 0
LIMIT 1
