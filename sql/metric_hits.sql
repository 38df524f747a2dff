-- Rows on which metrics stand: hits of people, as far as a row alone tells. A path, and the name of an event, is a number.
SELECT
    day, market, feed, priced,
    {kinds:Array(String)}[of_kind + 1] AS kind,
    if(of_kind = 2, event, page) AS path,
    visitor, value
FROM
(
    SELECT
        toDate(time, {zone:String}) AS day,
        if(has({feeds:Array(UInt32)}, feed), {markets:Array(String)}[indexOf({feeds:Array(UInt32)}, feed)], 'unknown') AS market,
        feed,
        toUInt8(1) AS priced,
        kind AS of_kind,
        event,
        path AS page,
        visitor, value
    FROM hits
    WHERE bot = 0 AND toUInt32(time) >= {from:UInt32} AND toUInt32(time) < {until:UInt32}
) AS asked
