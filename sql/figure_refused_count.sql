-- How many rows were refused, by source of the settings (feed 0: all) and reason ('': all).
SELECT toUInt64(count()) AS n
FROM quarantine
WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
  AND ({reason:String} = '' OR reason = {reason:String})
  AND ({feed:UInt32} = 0 OR feed = {feed:UInt32})
