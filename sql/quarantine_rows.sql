-- Refused rows with their place.
SELECT file, line, offset, reason, text
FROM quarantine
WHERE batch IN (SELECT batch FROM imports WHERE state = 1) AND ({reason:String} = '' OR reason = {reason:String})
ORDER BY file, line, offset
LIMIT {offset:UInt64}, {limit:UInt64}
