-- Words behind the hashes of hits: kind 1 path, 2 agent, 3 event. A name may stand here several times (each batch
-- writes what it met first), always with the same text.
CREATE TABLE IF NOT EXISTS names
(
    kind UInt8,
    id   UInt64,
    name String
)
ENGINE = ReplacingMergeTree
ORDER BY (kind, id)
