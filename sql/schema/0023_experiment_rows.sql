-- What the units of experiments did, a row each. A unit is a keyed hash; the name of a region may stand beside it. Read the
-- view experiments.
CREATE TABLE IF NOT EXISTS experiment_rows
(
    experiment String,
    unit       UInt64,
    market     String,
    region     String,
    arm        String,
    day        Date,
    exposed    UInt8,
    outcome    Float64,
    has_before UInt8,
    before     Float64,
    feed       UInt32,
    batch      UInt64,
    line       UInt64,
    offset     UInt64
)
ENGINE = MergeTree
ORDER BY (experiment, unit, day, feed, batch, line)
