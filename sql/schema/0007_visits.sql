-- Every visit with how it came, in words: what people look at, and what all counts of sources are made of. A visit has
-- exactly one name in each kind of source, so the rows of a kind always add up to all visits.
-- The domain is the registrable one, the host where a platform carries many authors, and source / medium where the visit
-- was paid for, so that a search engine's advertisements and its free answers are two sources.
-- A touch of 0 is direct or internal; a payment or sign-in provider that brings somebody back did not send them.
-- Engaged is GA4's rule; a log lacks foreground time, for which last view minus first is a lower bound. Unknown: one view,
-- nothing after it that could tell. The four bounces are those of GA4, Plausible, Matomo and PostHog.
CREATE VIEW IF NOT EXISTS visits AS
SELECT
    visitor, start, end, views, pages, events, goals, value, foreground, has_foreground, landing, exit, touch, ordinal,
    n_visits, agent, feed, bot,
    toUInt8(if(sent, channel_of, 1)) AS channel,
    own_channel,
    multiIf(NOT sent, '(direct)',
            channel_of IN (2, 3, 4, 5, 6, 7, 8, 16), concat(source, ' / ', medium),
            grain = 1, host, domain != '', domain, source != '', source, '(unknown)') AS source_domain,
    if(sent AND grain = 1, host, '') AS source_host,
    if(sent AND page != host, page, '') AS source_page,
    if(sent AND (campaign != '' OR medium NOT IN ('', 'referral', 'organic', '(none)')), concat(source, ' / ', medium, ' / ', campaign), '') AS source_campaign,
    if(sent, rule, 'direct') AS rule,
    toUInt8(goals > 0 OR pages >= 2 OR end > start + 10 OR foreground > 10) AS engaged,
    toUInt8(views = 1 AND has_foreground = 0 AND goals = 0) AS unknown,
    toUInt8(pages < 2 AND events = 0) AS bounce_plausible,
    toUInt8(views <= 1) AS bounce_matomo,
    toUInt8(views = 1 AND end < start + 10 AND foreground < 10) AS bounce_posthog
FROM
(
    SELECT
        visitor, start, end, views, pages, events, goals, value, foreground, has_foreground, landing, exit, touch, ordinal,
        visits AS n_visits, agent, feed, bot,
        touch != 0 AND provider = 0 AS sent,
        channel AS channel_of, own_channel, domain, source, grain, host, page, medium, campaign, rule
    FROM sessions
    ANY LEFT JOIN
    (
        SELECT id AS touch, channel, provider, own_channel, domain, source, grain, host, page, medium, campaign, rule
        FROM touches
    ) AS came USING touch
)
