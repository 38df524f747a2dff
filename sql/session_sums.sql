-- Visits of people in [low, high] that began in [from, until) seconds, by bucket (as in order_sums) and by what a plan's
-- patterns look at; the landing page is 0 where it is not asked for, since there are many. Counted by the number of how they
-- came first, and named afterwards. Returning people are met once in each row, so they add up over ranges of visitors and
-- not over rows.
SELECT
    start, feed,
    if(sent = 1, channel, 1) AS channel,
    own_channel,
    if(sent = 1, source, '(direct)') AS source,
    if(sent = 1, medium, '(none)') AS medium,
    campaign, host, page,
    toUInt64(sum(n)) AS visits,
    toUInt64(sum(n_engaged)) AS engaged,
    toUInt64(sum(n_returning)) AS returning,
    toUInt64(uniqExactMerge(who_returned)) AS returning_people,
    toUInt64(sum(n_converted)) AS conversions,
    toInt64(sum(worth)) AS value
FROM
(
    SELECT
        toUInt16(multiIf({bucket:UInt8} = 1, day, {bucket:UInt8} = 2, toMonday(day), {bucket:UInt8} = 3, toStartOfMonth(day), toDate(0))) AS start,
        feed, touch,
        if({with_landing:UInt8} = 1, landing, toUInt64(0)) AS page,
        count() AS n,
        countIf(engaged = 1) AS n_engaged,
        countIf(ordinal > 0) AS n_returning,
        uniqExactStateIf(visitor, ordinal > 0) AS who_returned,
        countIf(goals > 0) AS n_converted,
        sum(value) AS worth
    FROM
    (
        SELECT toDate(start, {zone:String}) AS day, feed, touch, landing, engaged, ordinal, visitor, goals, value
        FROM counted_visits
        WHERE visitor >= {low:UInt64} AND visitor <= {high:UInt64} AND bot = 0
          AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
    ) AS seen
    GROUP BY start, feed, touch, page
) AS counted
ANY LEFT JOIN
(
    SELECT id AS touch, toUInt8(1) AS sent, channel, own_channel, source, medium, campaign, host
    FROM touches FINAL
    WHERE provider = 0
) AS came USING touch
GROUP BY start, feed, channel, own_channel, source, medium, campaign, host, page
ORDER BY start, feed, channel, own_channel, source, medium, campaign, host, page
