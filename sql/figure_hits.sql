-- Rows that were kept: hits as they came, of one source of the settings or (feed 0) of all.
SELECT
    toString(at) AS time_utc,
    kind,
    path_name,
    status,
    lower(hex(visitor)) AS visitor_hash
FROM
(
    SELECT time AS at, kind, path, status, visitor
    FROM hits
    WHERE ({feed:UInt32} = 0 OR feed = {feed:UInt32})
      AND batch IN (SELECT batch FROM imports WHERE state = 1)
    ORDER BY time, visitor, kind, path
    LIMIT {offset:UInt64}, {limit:UInt64}
) AS found
ANY LEFT JOIN
(
    SELECT id AS path, any(name) AS path_name
    FROM names
    WHERE kind = 1
    GROUP BY id
) AS words USING path
ORDER BY at, visitor_hash, kind, path_name
