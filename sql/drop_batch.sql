-- Removes what came of a batch that was announced and did not arrive whole, so that it can be read again: on a cluster, one
-- shard may have had its part when the import was killed.
ALTER TABLE hits DELETE WHERE batch = {batch:UInt64}
