-- How many visits a figure counts, and how many people came in them. Names come as hex, so that no quoting rule matters; `set` says
-- whose names they are: 0 everybody's, 1 domains, 2 all other domains, 3 pages, 4 hosts, 5 campaigns, 6 landing pages (by number), 7
-- domains or pages.
SELECT toUInt64(count()) AS visits, toUInt64(uniqExact(visitor)) AS people
FROM
(
    SELECT visitor
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
)
