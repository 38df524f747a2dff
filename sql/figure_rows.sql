-- The visits that a figure counts, oldest first.
SELECT
    toString(start, {zone:String}) AS started,
    source,
    landing_path,
    pages,
    events,
    goals,
    toUInt32(seconds) AS seconds,
    is_engaged,
    nth,
    rule_of,
    lower(hex(visitor)) AS visitor_hash
FROM
(
    SELECT
        visitor, start, landing, pages, events, goals, end - start AS seconds, engaged AS is_engaged,
        ordinal + 1 AS nth, rule AS rule_of,
        if(source_page != '', source_page, source_domain) AS source
    FROM visits
    WHERE bot = 0 AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
      AND ({channel:Int16} = -1 OR channel = {channel:Int16})
      AND ({kind:Int16} = -1 OR {name:String} = multiIf({kind:Int16} = 0, source_domain,
                                                        {kind:Int16} = 1, source_host,
                                                        {kind:Int16} = 2, source_page,
                                                        {kind:Int16} = 3, source_campaign,
                                                        toString(landing)))
      AND multiIf({measure:UInt8} = 1, engaged = 1,
                  {measure:UInt8} = 2, engaged = 0,
                  {measure:UInt8} = 3, unknown = 1,
                  {measure:UInt8} = 4, ordinal > 0,
                  {measure:UInt8} = 5, goals > 0,
                  1)
    ORDER BY start, visitor
    LIMIT {offset:UInt64}, {limit:UInt64}
) AS found
ANY LEFT JOIN
(
    SELECT id AS landing, any(name) AS landing_path
    FROM names
    WHERE kind = 1
    GROUP BY id
) AS words USING landing
ORDER BY start, visitor
