-- What the sessions were made from, step by step; the last one counts, and earlier ones go by themselves. `rules` is a hash
-- of what they were made by, `last_batch` the last batch of hits, `asset_feeds` the sources that were taken to log assets,
-- told from one visitor in `every`. Empty while sessions are made in place.
CREATE TABLE IF NOT EXISTS derivation_steps
(
    one         UInt8 DEFAULT 0,
    step        UInt64,
    rules       UInt64,
    last_batch  UInt64,
    asset_feeds String,
    every       UInt64
)
ENGINE = ReplacingMergeTree(step)
ORDER BY one
