-- Rebuilds the sessions of the visitors in [low, high] from hits: the views of a visitor in the order of the key, a new
-- session where more than `gap` seconds lie between two of them (and, if asked, at midnight or where the campaign changes),
-- and the verdict on the visitor as a whole. A reason for not counting a visitor that is in `off` is not looked at.
-- Only pages and events are views. An engagement is none: it tells for how long the page before was in the foreground. It
-- opens no session, however late it comes, and somebody was still there until then. Assets are fetched by the browser, not
-- by a person: they tell a browser from a program (assets = 0), and prove nothing about attention.
-- A sweep: a dozen and more visits of one page each, hardly a page twice, more than six a day.
-- If visitors of one view are made apart (sql/sessions_of_one_view.sql), the others are left. With `since`, only visitors
-- who were seen in a later batch: all of theirs, from their first hit on.
-- A campaign cuts where it is first seen among views without a gap.
-- Everything is linear in a visitor's views, and grouped once: what is known of a view by itself is a bit of `mark`, below
-- its time; a session is the stretch from a view that `opens` to one that `closes`; its counts are running sums at its
-- last view less those of the session before. A lambda that indexes a captured array would be quadratic.
INSERT INTO sessions
SELECT
    visitor,
    toDateTime(started) AS start,
    toDateTime(ended) AS end,
    toUInt32(nth_view - nth_view_before) AS views,
    toUInt32(nth_page - nth_page_before) AS pages,
    toUInt32((nth_view - nth_view_before) - (nth_page - nth_page_before)) AS events,
    toUInt32(nth_goal - nth_goal_before) AS goals,
    toInt64(earned - earned_before) AS value,
    toUInt32((looked - looked_before) / 1000) AS foreground,
    toUInt8(nth_look > nth_look_before) AS has_foreground,
    landing,
    exit,
    touch,
    toUInt32(nth - 1) AS ordinal,
    toUInt32(n_sessions) AS visits,
    agent_of AS agent,
    feed_of AS feed,
    toUInt8(reason) AS bot
FROM
(
    SELECT
        visitor, agent_of, feed_of, n_sessions, reason, started_at, ended_at, landings, exits, touches_at,
        view_at, page_at, goal_at, earned_at, looked_at, look_at,
        arrayPushFront(arrayPopBack(view_at), 0) AS view_before,
        arrayPushFront(arrayPopBack(page_at), 0) AS page_before,
        arrayPushFront(arrayPopBack(goal_at), 0) AS goal_before,
        arrayPushFront(arrayPopBack(earned_at), toInt64(0)) AS earned_at_before,
        arrayPushFront(arrayPopBack(looked_at), toInt64(0)) AS looked_at_before,
        arrayPushFront(arrayPopBack(look_at), 0) AS look_before
    FROM
    (
        SELECT
            visitor, agent_of, feed_of, n_sessions,
            multiIf(
                reason_of_hits > 0, reason_of_hits,
                NOT has({off:Array(UInt8)}, 5) AND assets = 0 AND n_sessions >= 12
                    AND length(ts) <= 1.1 * n_sessions AND length(arrayDistinct(ps)) >= 0.9 * length(ps)
                    AND ts[length(ts)] - ts[1] < 14400 * (n_sessions - 1), 5,
                0) AS reason,
            arrayFilter((t, o) -> o, ts, opens) AS started_at,
            arrayFilter((t, c) -> c, ts, closes) AS ended_at,
            arrayFilter((p, o) -> o, ps, opens) AS landings,
            arrayFilter((p, c) -> c, ps, closes) AS exits,
            arrayFilter((x, o) -> o, tcs, opens) AS touches_at,
            arrayFilter((n, c) -> c, arrayCumSum(m -> bitAnd(m, 16) = 0, marks), closes) AS view_at,
            arrayFilter((n, c) -> c, arrayCumSum(m -> bitAnd(m, 1), marks), closes) AS page_at,
            arrayFilter((n, c) -> c, arrayCumSum(m -> bitAnd(m, 4) > 0, marks), closes) AS goal_at,
            arrayFilter((n, c) -> c, arrayCumSum((v, m) -> if(bitAnd(m, 8) > 0, v, 0), vs, marks), closes) AS earned_at,
            arrayFilter((n, c) -> c, arrayCumSum((v, m) -> if(bitAnd(m, 16) > 0, v, 0), vs, marks), closes) AS looked_at,
            arrayFilter((n, c) -> c, arrayCumSum(m -> bitAnd(m, 16) > 0, marks), closes) AS look_at
        FROM
        (
            SELECT
                visitor, agent_of, feed_of, reason_of_hits, assets, ts, marks, ps, tcs, vs, opens,
                arrayPushBack(arrayPopFront(opens), 1) AS closes,
                arraySum(opens) AS n_sessions
            FROM
            (
                SELECT
                    visitor, agent_of, feed_of, reason_of_hits, assets, ts, marks, ps, tcs, vs,
                    arrayMap((gap_before, mark, nth_time, place) ->
                            toUInt8(place = 1 OR gap_before = 1 OR (bitAnd(mark, 2) > 0 AND nth_time = 1)),
                        gaps, marks, arrayEnumerateUniq(tcs, arrayCumSum(gaps)), arrayEnumerate(ts)) AS opens
                FROM
                (
                    SELECT
                        visitor, agent_of, feed_of, reason_of_hits, assets, ts, marks, ps, tcs, vs,
                        arrayMap((now, before, day, day_before, mark) -> toUInt32(
                                bitAnd(mark, 16) = 0 AND (now > before + {gap:UInt32} OR day != day_before)),
                            ts, arrayPushFront(arrayPopBack(ts), ts[1]), days, arrayPushFront(arrayPopBack(days), days[1]), marks) AS gaps
                    FROM
                    (
                        SELECT
                            visitor, agent_of, feed_of, assets, ts, marks, ps, tcs, vs,
                            arrayMap(t -> if({cut_at_midnight:UInt8} = 1, toRelativeDayNum(toDateTime(t), {zone:String}), 0), ts) AS days,
                            multiIf(
                                intake_bot > 0, intake_bot,
                                NOT has({off:Array(UInt8)}, 6) AND posts = hits_all, 6,
                                NOT has({off:Array(UInt8)}, 4) AND length(ts) >= 20
                                    AND arrayCount((now, before) -> now <= before + 1, ts, arrayPushFront(arrayPopBack(ts), ts[1])) > 0.8 * length(ts), 4,
                                NOT has({off:Array(UInt8)}, 7) AND self_referrals = pages_all AND assets = 0, 7,
                                NOT has({off:Array(UInt8)}, 3) AND has({asset_feeds:Array(UInt32)}, feed_of) AND pages_all >= 2 AND assets = 0, 3,
                                0) AS reason_of_hits
                        FROM
                        (
                            SELECT
                                visitor, agent_of, feed_of, intake_bot, hits_all, pages_all, assets, posts, self_referrals, ps, tcs, vs,
                                arrayMap(x -> toUInt32(bitShiftRight(x, 8)), views) AS ts,
                                arrayMap(x -> toUInt8(bitAnd(x, 255)), views) AS marks
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
                                    groupArrayIf(view, kind <= 2) AS views,
                                    groupArrayIf(path, kind <= 2) AS ps,
                                    groupArrayIf(touch, kind <= 2) AS tcs,
                                    groupArrayIf(value, kind <= 2) AS vs
                                FROM
                                (
                                    SELECT
                                        visitor, time, kind, path, row, touch, agent, bot, flags, value, feed,
                                        bitOr(bitShiftLeft(toUInt64(toUInt32(time)), 8), toUInt64(
                                            (kind = 1)
                                            + 2 * ({cut_on_campaign:UInt8} = 1
                                                AND touch IN (SELECT id FROM touches WHERE campaign != '' AND {cut_on_campaign:UInt8} = 1))
                                            + 4 * ((kind = 1 AND has({goal_paths:Array(UInt64)}, path)) OR has({goal_events:Array(UInt64)}, event))
                                            + 8 * has({money_events:Array(UInt64)}, event)
                                            + 16 * (event = {engagement:UInt64}))) AS view
                                    FROM hits
                                    WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
                                        AND NOT has({feeds_off:Array(UInt32)}, feed)
                                        AND ({since:UInt64} = 0 OR visitor IN
                                            (
                                                SELECT visitor
                                                FROM hits
                                                WHERE {since:UInt64} > 0 AND batch > {since:UInt64}
                                            ))
                                        AND ({apart:UInt8} = 0 OR visitor IN
                                            (
                                                SELECT visitor
                                                FROM hits
                                                WHERE {apart:UInt8} = 1 AND visitor >= {low:UInt64} AND visitor <= {high:UInt64}
                                                    AND NOT has({feeds_off:Array(UInt32)}, feed)
                                                GROUP BY visitor
                                                HAVING countIf(kind <= 2) > 1
                                            ))
                                    ORDER BY visitor, time, kind, path, row
                                )
                                GROUP BY visitor
                            )
                            WHERE length(views) > 0
                        )
                    )
                )
            )
        )
    )
)
ARRAY JOIN
    started_at AS started, ended_at AS ended, landings AS landing, exits AS exit, touches_at AS touch,
    view_at AS nth_view, view_before AS nth_view_before, page_at AS nth_page, page_before AS nth_page_before,
    goal_at AS nth_goal, goal_before AS nth_goal_before, earned_at AS earned, earned_at_before AS earned_before,
    looked_at AS looked, looked_at_before AS looked_before, look_at AS nth_look, look_before AS nth_look_before,
    arrayEnumerate(started_at) AS nth
