-- What one minor unit of a currency is worth in minor units of the workspace's, from a day on. Written from the settings.
CREATE TABLE IF NOT EXISTS rates
(
    currency String,
    since    Date,
    rate     Float64
)
ENGINE = MergeTree
ORDER BY (currency, since)
