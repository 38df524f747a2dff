-- Money in a currency that has no rate on its day, by what it was told as: it is in no sum. What is worth nothing needs none.
SELECT kind, currency, toUInt64(count()) AS rows, toInt64(sum(amount)) AS amount
FROM
(
    SELECT 'spend' AS kind, currency, amount FROM spend WHERE priced = 0 AND amount != 0
    UNION ALL
    SELECT 'orders' AS kind, currency, amount FROM orders WHERE priced = 0 AND amount != 0
    UNION ALL
    SELECT 'leads' AS kind, currency, amount FROM leads WHERE priced = 0 AND amount != 0
) AS told
GROUP BY kind, currency
ORDER BY kind, currency
