-- How many hits were kept, of one source of the settings or (feed 0) of all.
SELECT toUInt64(count()) AS n
FROM hits
WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32})
  AND batch IN (SELECT batch FROM imports WHERE state = 1)
