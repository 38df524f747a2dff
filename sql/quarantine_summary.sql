-- Refused rows by source and reason.
SELECT source, reason, toUInt64(count()) AS lines
FROM quarantine
ANY LEFT JOIN
(
    SELECT batch, any(source) AS source
    FROM imports
    WHERE state = 1
    GROUP BY batch
) AS came USING batch
WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
GROUP BY source, reason
ORDER BY source, lines DESC, reason
