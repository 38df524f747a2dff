-- What each channel really brought: visits of people in [low, high], and the bounces of four peers' definitions from the
-- same rows. Counted by touch first, as in source_months; people as in source_people.
SELECT
    channel,
    toUInt64(sum(n)) AS visits,
    toUInt64(sum(n_engaged)) AS engaged,
    toUInt64(sum(n_unknown)) AS unknown,
    toUInt64(sum(n_returning)) AS returning,
    toUInt64(sum(n_converted)) AS conversions,
    toUInt64(sum(n) - sum(n_engaged)) AS bounce_ga4,
    toUInt64(sum(n_plausible)) AS bounce_plausible,
    toUInt64(sum(n_matomo)) AS bounce_matomo,
    toUInt64(sum(n_posthog)) AS bounce_posthog,
    toUInt64(sum(n_once) + uniqExactMerge(those_returning)) AS people
FROM
(
    SELECT
        touch,
        count() AS n,
        countIf(engaged = 1) AS n_engaged,
        countIf(unknown = 1) AS n_unknown,
        countIf(ordinal > 0) AS n_returning,
        countIf(goals > 0) AS n_converted,
        sum(bounce_plausible) AS n_plausible,
        sum(bounce_matomo) AS n_matomo,
        sum(bounce_posthog) AS n_posthog,
        countIf(n_visits = 1) AS n_once,
        uniqExactStateIf(visitor, n_visits > 1) AS those_returning
    FROM counted_visits
    WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
      AND bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
    GROUP BY touch
) AS counted
ANY LEFT JOIN
(
    SELECT touch, channel
    FROM origins
) AS came USING touch
GROUP BY channel
ORDER BY channel
