-- The own host as it was guessed from the first file of a feed whose settings name none; kept, so that all files of the
-- feed are read alike.
CREATE TABLE IF NOT EXISTS own_hosts
(
    feed UInt32,
    host String
)
ENGINE = MergeTree
ORDER BY feed
