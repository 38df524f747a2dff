-- Rows on which metrics stand: money paid, by its day.
SELECT day, market, feed, priced, channel, source, medium, campaign, cost, impressions, clicks, tag
FROM spend
WHERE day >= {from_day:Date} AND day < {until_day:Date}
