-- Rows on which metrics stand: visits of people.
SELECT
    day, market, feed, priced, visitor,
    if(own_channel != '', own_channel, {channels:Array(String)}[if(sent = 1, channel, 1) + 1]) AS channel,
    if(sent = 1, source, '(direct)') AS source,
    if(sent = 1, medium, '(none)') AS medium,
    campaign, host, landing, pages, engaged, returning, conversions, value
FROM
(
    SELECT
        toDate(start, {zone:String}) AS day,
        if(has({feeds:Array(UInt32)}, feed), {markets:Array(String)}[indexOf({feeds:Array(UInt32)}, feed)], 'unknown') AS market,
        feed,
        toUInt8(1) AS priced,
        visitor, touch, landing,
        views AS pages,
        engaged,
        toUInt8(ordinal > 0) AS returning,
        goals AS conversions,
        value
    FROM counted_visits
    WHERE bot = 0 AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
) AS seen
ANY LEFT JOIN
(
    SELECT id AS touch, toUInt8(1) AS sent, channel, own_channel, source, medium, campaign, host
    FROM touches FINAL
    WHERE provider = 0
) AS came USING touch
