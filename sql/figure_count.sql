-- How many visits a figure counts.
SELECT toUInt64(count()) AS n
FROM
(
    SELECT visitor
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
)
