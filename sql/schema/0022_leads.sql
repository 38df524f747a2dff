-- Leads, of whole batches alone, each once: what a source said of it last counts (by `updated`, then by a hash). `stage` is
-- the furthest that was reached: one that was lost after it had been accepted or qualified, as any of its rows tells, still
-- is that, with lost = 1; "lost" are those that were never more than new. A stage that the last row takes back is taken back.
-- Value and priced are as in the view orders.
-- ignore() is 0: it names a column outside of the lambda, since ClickHouse 18.16 forgets those that only a lambda names.
CREATE VIEW IF NOT EXISTS leads AS
SELECT
    number, time, market, customer, stage, lost, amount, currency, code, source, medium, campaign, feed, batch, line, offset, told,
    rates[arrayCount(since -> since <= toDate(time), starts) + ignore(time)] AS rate,
    toUInt8(rate > 0) AS priced,
    toInt64(if(amount < 0, -1, 1)) * toInt64(floor(abs(amount) * rate + 0.5)) AS value
FROM
(
    SELECT
        number, time, market, customer,
        ['lost', 'new', 'accepted', 'qualified', 'won'][reached + 1] AS stage,
        lost, amount, currency, code, source, medium, campaign, feed, batch, line, offset, told, starts, rates
    FROM
    (
        SELECT
            feed, number, told, last.3 AS time, last.4 AS customer, last.5 AS market, last.6 AS lost,
            if(last.7 = 0, before, last.7) AS reached,
            last.8 AS amount, last.9 AS currency, last.10 AS code, last.11 AS source, last.12 AS medium,
            last.13 AS campaign, last.14 AS batch, last.15 AS line, last.16 AS offset
        FROM
        (
            SELECT
                feed, number,
                toUInt32(count()) AS told,
                maxIf(stage, stage IN (2, 3)) AS before,
                arrayReverseSort(groupArray((updated, row, time, customer, market, lost, stage, amount, currency, code,
                    source, medium, campaign, batch, line, offset)))[1] AS last
            FROM lead_rows
            WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
            GROUP BY feed, number
        ) AS told_of
    ) AS once
    ANY LEFT JOIN
    (
        SELECT
            currency,
            arraySort(groupArray(since)) AS starts,
            arraySort((rate, since) -> since, groupArray(rate), groupArray(since)) AS rates
        FROM rates
        GROUP BY currency
    ) AS known USING currency
) AS rated
