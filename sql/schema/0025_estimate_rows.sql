-- Estimates made elsewhere, a row each: schema::Estimate, with grade, method and scale as their numbers. Lists stand a line
-- each. Read the view estimates.
CREATE TABLE IF NOT EXISTS estimate_rows
(
    id        String,
    tactic    String,
    link      String,
    second    String,
    metric    String,
    market    String,
    since     Date,
    until     Date,
    est       Float64,
    lo        Float64,
    hi        Float64,
    level     Float64,
    scale     UInt8,
    baseline  Float64,
    n         UInt64,
    grade     UInt8,
    method    UInt8,
    run       String,
    plan_hash String,
    sources   String,
    n_rows    UInt64,
    seed      UInt64,
    version   String,
    caveats   String,
    feed      UInt32,
    batch     UInt64,
    line      UInt64,
    offset    UInt64
)
ENGINE = MergeTree
ORDER BY (id, feed, batch, line)
