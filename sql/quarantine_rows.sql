-- Refused rows with their place, by source of the settings (feed 0: all) and reason ('': all).
SELECT file, line, offset, reason, text
FROM quarantine
WHERE batch IN (SELECT batch FROM imports WHERE state = 1) AND ({reason:String} = '' OR reason = {reason:String})
  AND ({feed:UInt32} = 0 OR feed = {feed:UInt32})
ORDER BY file, line, offset
LIMIT {offset:UInt64}, {limit:UInt64}
