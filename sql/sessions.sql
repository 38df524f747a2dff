-- Rebuilds the sessions of the visitors in [low, high] from hits: the rows of a visitor in the order of the key, a new
-- session where more than `gap` seconds lie between two views (and, if asked, at midnight or where the campaign changes),
-- and the verdict on the visitor as a whole. A reason for not counting a visitor that is in `off` is not looked at.
-- Only pages and events are views. Assets are fetched by the browser, not by a person: they tell a browser from a
-- program (assets = 0), and prove nothing about attention.
-- A sweep: a dozen and more visits of one page each, hardly a page twice, more than six a day.
-- A campaign cuts where it is first seen among views without a gap.
-- The previous time is a shifted array: a lambda that indexes a captured array is quadratic in one visitor's hits, and
-- unknown to old servers.
INSERT INTO sessions
SELECT
    visitor,
    toDateTime(min(t)) AS start,
    toDateTime(max(t)) AS end,
    toUInt32(count()) AS views,
    toUInt32(countIf(k = 1)) AS pages,
    toUInt32(countIf(k = 2)) AS events,
    toUInt32(countIf(has({goal_paths:Array(UInt64)}, p) AND k = 1) + countIf(has({goal_events:Array(UInt64)}, e))) AS goals,
    sumIf(val, has({goal_events:Array(UInt64)}, e)) AS value,
    toUInt32(sumIf(val, e = {engagement:UInt64}) / 1000) AS foreground,
    toUInt8(countIf(e = {engagement:UInt64}) > 0) AS has_foreground,
    argMin(p, i) AS landing,
    argMax(p, i) AS exit,
    argMin(tc, i) AS touch,
    toUInt32(s) AS ordinal,
    toUInt32(max(n_sessions)) AS visits,
    max(agent_of) AS agent,
    max(feed_of) AS feed,
    toUInt8(max(reason)) AS bot
FROM
(
    SELECT
        visitor, agent_of, feed_of, ts, ks, ps, es, vs, tcs,
        arrayCumSum(breaks) AS ordinals,
        arraySum(breaks) + 1 AS n_sessions,
        multiIf(
            reason_of_hits > 0, reason_of_hits,
            NOT has({off:Array(UInt8)}, 5) AND assets = 0 AND arraySum(breaks) >= 11
                AND length(ts) <= 1.1 * (arraySum(breaks) + 1) AND length(arrayDistinct(ps)) >= 0.9 * length(ps)
                AND ts[length(ts)] - ts[1] < 14400 * arraySum(breaks), 5,
            0) AS reason
    FROM
    (
        SELECT
            visitor, agent_of, feed_of, reason_of_hits, assets, ts, ks, ps, es, vs, tcs,
            arrayMap((gap_before, is_tagged, nth_time, place) ->
                    toUInt32(gap_before = 1 OR (is_tagged = 1 AND place > 1 AND nth_time = 1)),
                gaps, tagged, arrayEnumerateUniq(tcs, arrayCumSum(gaps)), arrayEnumerate(ts)) AS breaks
        FROM
        (
            SELECT
                visitor, agent_of, feed_of, assets, ts, ks, ps, es, vs, tcs, tagged,
                arrayMap((now, before, day, day_before) -> toUInt32(now > before + {gap:UInt32} OR day != day_before),
                    ts, arrayPushFront(arrayPopBack(ts), ts[1]), days, arrayPushFront(arrayPopBack(days), days[1])) AS gaps,
                reason_of_hits
            FROM
            (
                SELECT
                    visitor, agent_of, feed_of, assets, ts, ks, ps, es, vs, tcs, tagged,
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
                        visitor,
                        min(agent) AS agent_of,
                        min(feed) AS feed_of,
                        max(if(has({off:Array(UInt8)}, bot), 0, bot)) AS intake_bot,
                        count() AS hits_all,
                        countIf(kind = 1) AS pages_all,
                        countIf(kind = 5) AS assets,
                        countIf(bitAnd(flags, 1) = 1) AS posts,
                        countIf(kind = 1 AND bitAnd(flags, 2) = 2) AS self_referrals,
                        groupArrayIf(toUInt32(time), kind <= 2) AS ts,
                        groupArrayIf(kind, kind <= 2) AS ks,
                        groupArrayIf(path, kind <= 2) AS ps,
                        groupArrayIf(event, kind <= 2) AS es,
                        groupArrayIf(value, kind <= 2) AS vs,
                        groupArrayIf(touch, kind <= 2) AS tcs,
                        groupArrayIf(campaign_of, kind <= 2) AS tagged
                    FROM
                    (
                        SELECT
                            visitor, time, kind, path, row, touch, agent, bot, flags, event, value, feed,
                            toUInt8({cut_on_campaign:UInt8} = 1
                                AND touch IN (SELECT id FROM touches WHERE campaign != '' AND {cut_on_campaign:UInt8} = 1)) AS campaign_of
                        FROM hits
                        WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64}
                        ORDER BY visitor, time, kind, path, row
                    )
                    GROUP BY visitor
                )
                WHERE length(ts) > 0
            )
        )
    )
)
ARRAY JOIN ts AS t, ks AS k, ps AS p, es AS e, vs AS val, tcs AS tc, ordinals AS s, arrayEnumerate(ts) AS i
GROUP BY visitor, s
