-- Orders, of whole batches alone, each once: of what a source said of an order the last counts (by `updated`, then by a
-- hash); `told` says how many rows tell of it. `nth` is 1 for the first order of a customer in the workspace, 2 for the
-- second; 0 where the customer is not known. Value and priced are as in the view spend; the rate is that of the UTC day.
-- ignore() is 0: it names a column outside of the lambda, since ClickHouse 18.16 forgets those that only a lambda names.
CREATE VIEW IF NOT EXISTS orders AS
SELECT
    number, time, market, customer, nth, amount, currency, code, source, medium, campaign, feed, batch, line, offset, told,
    rates[arrayCount(since -> since <= toDate(time), starts) + ignore(time)] AS rate,
    toUInt8(rate > 0) AS priced,
    toInt64(if(amount < 0, -1, 1)) * toInt64(floor(abs(amount) * rate + 0.5)) AS value
FROM
(
    SELECT
        number, time, market, customer, nth, amount, currency, code, source, medium, campaign, feed, batch, line, offset, told, starts, rates
    FROM
    (
        SELECT
            customer,
            toUInt32(if(customer = 0, 0, place)) AS nth,
            one.1 AS time, one.2 AS feed, one.3 AS number, one.4 AS market, one.5 AS amount, one.6 AS currency,
            one.7 AS code, one.8 AS source, one.9 AS medium, one.10 AS campaign, one.11 AS batch, one.12 AS line,
            one.13 AS offset, one.14 AS told
        FROM
        (
            SELECT
                customer, guest,
                arraySort(groupArray((last.3, feed, number, last.5, last.6, last.7, last.8, last.9, last.10, last.11,
                    last.12, last.13, last.14, told))) AS of_customer
            FROM
            (
                SELECT
                    feed, number, told, last,
                    last.4 AS customer,
                    if(last.4 = 0, cityHash64(feed, number), toUInt64(0)) AS guest
                FROM
                (
                    SELECT
                        feed, number,
                        toUInt32(count()) AS told,
                        arrayReverseSort(groupArray((updated, row, time, customer, market, amount, currency, code, source,
                            medium, campaign, batch, line, offset)))[1] AS last
                    FROM order_rows
                    WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
                    GROUP BY feed, number
                ) AS told_of
            ) AS once
            GROUP BY customer, guest
        ) AS grouped
        ARRAY JOIN of_customer AS one, arrayEnumerate(of_customer) AS place
    ) AS counted
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
