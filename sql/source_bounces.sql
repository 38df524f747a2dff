-- Bounces of every source of one kind, by the definitions of three peers; named as in source_months.
SELECT
    if({kind:UInt8} = 4, toString(origin), names[{kind:UInt8} + 1]) AS name,
    toUInt64(sum(n_plausible)) AS bounce_plausible,
    toUInt64(sum(n_matomo)) AS bounce_matomo,
    toUInt64(sum(n_posthog)) AS bounce_posthog
FROM
(
    SELECT
        if({kind:UInt8} = 4, landing, touch) AS origin,
        sum(bounce_plausible) AS n_plausible,
        sum(bounce_matomo) AS n_matomo,
        sum(bounce_posthog) AS n_posthog
    FROM counted_visits
    WHERE bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
    GROUP BY origin
) AS counted
ANY LEFT JOIN
(
    SELECT touch AS origin, names
    FROM origins
) AS came USING origin
GROUP BY name
ORDER BY name
SETTINGS max_bytes_before_external_group_by = 268435456, max_bytes_before_external_sort = 268435456
