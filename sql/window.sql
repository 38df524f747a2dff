-- First and last second of any visit, so that the window is what was seen and not what was hoped.
SELECT
    toUInt64(count()) AS visits,
    toUInt32(min(start)) AS first,
    toUInt32(max(end)) AS last
FROM sessions
