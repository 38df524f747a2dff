-- By which rules the touches are judged: a hash of the own hosts and rules and of the program's lists.
CREATE TABLE IF NOT EXISTS judgements
(
    rules UInt64
)
ENGINE = MergeTree
ORDER BY rules
