-- How many rows were kept, of one source of the settings or (feed 0) of all: hits, and records of every kind.
SELECT toUInt64(sum(n)) AS n
FROM
(
    SELECT count() AS n FROM hits
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT count() AS n FROM spend_rows
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT count() AS n FROM order_rows
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT count() AS n FROM hour_rows
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT count() AS n FROM lead_rows
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT count() AS n FROM experiment_rows
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT count() AS n FROM estimate_rows
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
) AS counted
