-- engine: today
-- How many hits were read since the sessions were made, and how many of them from sources that tell of more than events?
-- Those may change which sources are taken to log assets.
SELECT
    toUInt64(count()) AS hits,
    toUInt64(countIf(feed IN (SELECT feed FROM imports WHERE state = 1 AND format NOT LIKE 'events%'))) AS with_assets
FROM hits
WHERE batch > {since:UInt64}
