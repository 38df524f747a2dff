-- Every visit with what is counted of it; how it came is a number whose words stand in origins.
-- Engaged is GA4's rule; where foreground time was not measured, last view minus first is a lower bound. Unknown: one view,
-- nothing after it that could tell. The four bounces are those of GA4 (not engaged), Plausible, Matomo and PostHog.
CREATE VIEW IF NOT EXISTS counted_visits AS
SELECT
    visitor, start, end, views, pages, events, goals, value, foreground, has_foreground, landing, exit, touch, ordinal,
    visits AS n_visits, agent, feed, bot,
    toUInt8(goals > 0 OR pages >= 2 OR (has_foreground = 0 AND end > start + 10) OR foreground > 10) AS engaged,
    toUInt8(views = 1 AND has_foreground = 0 AND goals = 0) AS unknown,
    toUInt8(pages < 2 AND events = 0) AS bounce_plausible,
    toUInt8(views <= 1) AS bounce_matomo,
    toUInt8(views = 1 AND end < start + 10 AND foreground < 10) AS bounce_posthog
FROM sessions
