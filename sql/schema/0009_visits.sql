-- Every visit with how it came, in words: what people look at.
CREATE VIEW IF NOT EXISTS visits AS
SELECT
    visitor, start, end, views, pages, events, goals, value, foreground, has_foreground, landing, exit, touch, ordinal,
    n_visits, agent, feed, bot, channel, own_channel, source_domain, source_host, source_page, source_campaign, rule,
    engaged, unknown, bounce_plausible, bounce_matomo, bounce_posthog
FROM counted_visits
ANY LEFT JOIN
(
    SELECT touch, channel, own_channel, source_domain, source_host, source_page, source_campaign, rule
    FROM origins
) AS came USING touch
