-- What the derived tables were made from: a hash of the rules, and the last batch of hits. Empty while they are being made.
CREATE TABLE IF NOT EXISTS derivations
(
    rules      UInt64,
    last_batch UInt64
)
ENGINE = MergeTree
ORDER BY last_batch
