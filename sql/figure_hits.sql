-- Rows that were kept, of one source of the settings or (feed 0) of all: hits as they came; and records of other kinds, whose
-- kind is 0 and whose path says what they tell of.
SELECT
    toString(at) AS time_utc,
    kind,
    if(told != '', told, word) AS path_name,
    status,
    lower(hex(visitor)) AS visitor_hash
FROM
(
    SELECT at, kind, path, status, visitor, told
    FROM
    (
        SELECT time AS at, kind, path, status, visitor, '' AS told
        FROM hits
        WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
        UNION ALL
        SELECT
            toDateTime(day, 'UTC') AS at, toUInt8(0) AS kind, toUInt64(0) AS path, toUInt16(0) AS status, toUInt64(0) AS visitor,
            concat('spend: ', channel, ' ', campaign) AS told
        FROM spend_rows
        WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
        UNION ALL
        SELECT
            time AS at, toUInt8(0) AS kind, toUInt64(0) AS path, toUInt16(0) AS status, customer AS visitor,
            concat('order: ', number) AS told
        FROM order_rows
        WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
        UNION ALL
        SELECT
            toDateTime(day, 'UTC') AS at, toUInt8(0) AS kind, toUInt64(0) AS path, toUInt16(0) AS status, toUInt64(0) AS visitor,
            concat('hours: ', role, ' ', tag) AS told
        FROM hour_rows
        WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
        UNION ALL
        SELECT
            time AS at, toUInt8(0) AS kind, toUInt64(0) AS path, toUInt16(0) AS status, customer AS visitor,
            concat('lead: ', number) AS told
        FROM lead_rows
        WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
        UNION ALL
        SELECT
            toDateTime(day, 'UTC') AS at, toUInt8(0) AS kind, toUInt64(0) AS path, toUInt16(0) AS status, unit AS visitor,
            concat('experiment: ', experiment, ' ', arm) AS told
        FROM experiment_rows
        WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
        UNION ALL
        SELECT
            toDateTime(since, 'UTC') AS at, toUInt8(0) AS kind, toUInt64(0) AS path, toUInt16(0) AS status, toUInt64(0) AS visitor,
            concat('estimate: ', metric, ' ', id) AS told
        FROM estimate_rows
        WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32}) AND batch IN (SELECT batch FROM imports WHERE state = 1)
    ) AS kept
    ORDER BY at, visitor, kind, path, told
    LIMIT {offset:UInt64}, {limit:UInt64}
) AS found
ANY LEFT JOIN
(
    SELECT id AS path, any(name) AS word
    FROM names
    WHERE kind = 1
    GROUP BY id
) AS words USING path
ORDER BY at, visitor_hash, kind, path_name
