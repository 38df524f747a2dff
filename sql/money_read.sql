-- Money as it was read beside money as it is kept, by source and currency, of whole batches.
SELECT
    kind, feed, currency,
    toUInt64(sum(n_read)) AS rows_read,
    toInt64(sum(sum_read)) AS amount_read,
    toUInt64(sum(n_kept)) AS rows_kept,
    toInt64(sum(sum_kept)) AS amount_kept
FROM
(
    SELECT kind, feed, currency, rows AS n_read, amount AS sum_read, toUInt64(0) AS n_kept, toInt64(0) AS sum_kept
    FROM import_sums
    WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT 'spend_rows' AS kind, feed, currency, toUInt64(0) AS n_read, toInt64(0) AS sum_read, toUInt64(1) AS n_kept, amount AS sum_kept
    FROM spend_rows
    WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT 'order_rows' AS kind, feed, currency, toUInt64(0) AS n_read, toInt64(0) AS sum_read, toUInt64(1) AS n_kept, amount AS sum_kept
    FROM order_rows
    WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
    UNION ALL
    SELECT 'lead_rows' AS kind, feed, currency, toUInt64(0) AS n_read, toInt64(0) AS sum_read, toUInt64(1) AS n_kept, amount AS sum_kept
    FROM lead_rows
    WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
) AS beside
GROUP BY kind, feed, currency
ORDER BY kind, feed, currency
