-- What each channel really brought: visits of people, and the bounces of four peers' definitions from the same rows.
SELECT
    channel,
    toUInt64(count()) AS visits,
    toUInt64(countIf(is_engaged = 1)) AS engaged,
    toUInt64(countIf(is_unknown = 1)) AS unknown,
    toUInt64(countIf(ordinal > 0)) AS returning,
    toUInt64(countIf(goals > 0)) AS conversions,
    toUInt64(countIf(is_engaged = 0)) AS bounce_ga4,
    toUInt64(sum(bp)) AS bounce_plausible,
    toUInt64(sum(bm)) AS bounce_matomo,
    toUInt64(sum(bh)) AS bounce_posthog,
    toUInt64(uniqExact(visitor)) AS people
FROM
(
    SELECT visitor, ordinal, goals, channel, engaged AS is_engaged, unknown AS is_unknown, bounce_plausible AS bp, bounce_matomo AS bm, bounce_posthog AS bh
    FROM visits
    WHERE bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
)
GROUP BY channel
ORDER BY channel
