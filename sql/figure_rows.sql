-- The visits that a figure counts, oldest first; of a figure of people (measure 9) the first visit of each. Parameters as in
-- figure_count.sql.
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
        if(source_page != '', source_page, source_domain) AS source,
        if({measure:UInt8} = 9, 0, toUInt32(start)) AS one
    FROM visits
    WHERE has({bots:Array(UInt8)}, bot) AND has({feeds:Array(UInt32)}, feed)
      AND toUInt32(start) >= {from:UInt32} AND toUInt32(start) < {until:UInt32}
      AND has({channels:Array(UInt8)}, channel)
      AND multiIf({set:UInt8} = 0, 1,
                  {set:UInt8} = 1, hex(source_domain) IN (SELECT arrayJoin({names:Array(String)})),
                  {set:UInt8} = 2, hex(source_domain) NOT IN (SELECT arrayJoin({names:Array(String)})),
                  {set:UInt8} = 3, hex(source_page) IN (SELECT arrayJoin({names:Array(String)})),
                  {set:UInt8} = 4, hex(source_host) IN (SELECT arrayJoin({names:Array(String)})),
                  {set:UInt8} = 5, hex(source_campaign) IN (SELECT arrayJoin({names:Array(String)})),
                  {set:UInt8} = 6, toString(landing) IN (SELECT arrayJoin({names:Array(String)})),
                  hex(source_domain) IN (SELECT arrayJoin({names:Array(String)}))
                      OR hex(source_page) IN (SELECT arrayJoin({pages:Array(String)})))
      AND multiIf({measure:UInt8} = 1, engaged = 1,
                  {measure:UInt8} = 2, engaged = 0,
                  {measure:UInt8} = 3, unknown = 1,
                  {measure:UInt8} = 4, ordinal > 0,
                  {measure:UInt8} = 5, goals > 0,
                  {measure:UInt8} = 6, bounce_plausible = 1,
                  {measure:UInt8} = 7, bounce_matomo = 1,
                  {measure:UInt8} = 8, bounce_posthog = 1,
                  1)
    ORDER BY start, visitor
    LIMIT 1 BY visitor, one
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
