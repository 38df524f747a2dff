-- The highest number of a batch, whole or not.
SELECT toUInt64(max(batch)) AS batch FROM imports
