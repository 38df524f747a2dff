-- The sessions of visitors in [low, high] who have one view and no more: what sql/sessions.sql makes of them, without its
-- arrays. Nine in ten visitors of a site that is found by search are of this kind, and for one view an array costs more
-- than the view itself. Only three reasons can apply to them; the others look at several pages.
INSERT INTO sessions
SELECT
    visitor,
    toDateTime(bitShiftRight(view, 8)) AS start,
    toDateTime(bitShiftRight(view, 8)) AS end,
    toUInt32(bitAnd(view, 16) = 0) AS views,
    toUInt32(bitAnd(view, 1)) AS pages,
    toUInt32(bitAnd(view, 17) = 0) AS events,
    toUInt32(bitAnd(view, 4) > 0) AS goals,
    toInt64(if(bitAnd(view, 8) > 0, worth, 0)) AS value,
    toUInt32(if(bitAnd(view, 16) > 0, worth, 0) / 1000) AS foreground,
    toUInt8(bitAnd(view, 16) > 0) AS has_foreground,
    page AS landing,
    page AS exit,
    came_by AS touch,
    toUInt32(0) AS ordinal,
    toUInt32(1) AS visits,
    agent_of AS agent,
    feed_of AS feed,
    toUInt8(multiIf(
        intake_bot > 0, intake_bot,
        NOT has({off:Array(UInt8)}, 6) AND posts = hits_all, 6,
        NOT has({off:Array(UInt8)}, 7) AND self_referrals = pages_all AND assets = 0, 7,
        0)) AS bot
FROM
(
    SELECT
        visitor,
        min(agent) AS agent_of,
        min(feed) AS feed_of,
        max(if(has({off:Array(UInt8)}, bot), 0, bot)) AS intake_bot,
        count() AS hits_all,
        countIf(kind = 1) AS pages_all,
        countIf(kind = 5) AS assets,
        countIf(bitAnd(flags, 1) = 1) AS posts,
        countIf(kind = 1 AND bitAnd(flags, 2) = 2) AS self_referrals,
        countIf(kind <= 2) AS n_views,
        anyIf(mark, kind <= 2) AS view,
        anyIf(path, kind <= 2) AS page,
        anyIf(touch, kind <= 2) AS came_by,
        anyIf(value, kind <= 2) AS worth
    FROM
    (
        SELECT
            visitor, kind, path, touch, agent, bot, flags, value, feed,
            bitOr(bitShiftLeft(toUInt64(toUInt32(time)), 8), toUInt64(
                (kind = 1)
                + 4 * ((kind = 1 AND has({goal_paths:Array(UInt64)}, path)) OR has({goal_events:Array(UInt64)}, event))
                + 8 * has({money_events:Array(UInt64)}, event)
                + 16 * (event = {engagement:UInt64}))) AS mark
        FROM hits
        WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
            AND NOT has({feeds_off:Array(UInt32)}, feed)
    )
    GROUP BY visitor
    HAVING n_views = 1
)
