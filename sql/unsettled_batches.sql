-- Batches that were announced and not marked whole, with the hits that are there.
SELECT
    batch,
    toUInt64(announced) AS announced_hits,
    toUInt64(present) AS present_hits
FROM
(
    SELECT batch, max(hits) AS announced
    FROM imports
    WHERE state = 0 AND batch NOT IN (SELECT batch FROM imports WHERE state = 1)
    GROUP BY batch
) AS open_batches
ANY LEFT JOIN
(
    SELECT batch, count() AS present
    FROM hits
    WHERE batch IN (SELECT batch FROM imports WHERE state = 0 AND batch NOT IN (SELECT batch FROM imports WHERE state = 1))
    GROUP BY batch
) AS found USING batch
ORDER BY batch
