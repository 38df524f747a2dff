-- Money paid, of whole batches alone, with its cost in minor units of the workspace's currency. A row whose currency has no
-- rate on its day has priced = 0 and cost 0: whoever sums cost must say how many those are.
-- Each row is rounded by itself, halves away from 0, so that sums agree however rows are grouped.
-- ignore() is 0: it names a column outside of the lambda, since ClickHouse 18.16 forgets those that only a lambda names.
CREATE VIEW IF NOT EXISTS spend AS
SELECT
    day, market, channel, source, medium, campaign, tag, amount, currency, impressions, clicks, feed, batch, line, offset,
    rates[arrayCount(since -> since <= day, starts) + ignore(day)] AS rate,
    toUInt8(rate > 0) AS priced,
    toInt64(if(amount < 0, -1, 1)) * toInt64(floor(abs(amount) * rate + 0.5)) AS cost
FROM
(
    SELECT
        day, market, channel, source, medium, campaign, tag, amount, currency, impressions, clicks, feed, batch, line, offset, starts, rates
    FROM
    (
        SELECT
            day, market, channel, source, medium, campaign, tag, amount, currency, impressions, clicks, feed, batch, line, offset
        FROM spend_rows
        WHERE batch IN (SELECT batch FROM imports WHERE state = 1)
    ) AS whole
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
