-- engine: today
-- The table in which sessions are made anew while people look at the others. A migration that changes sessions drops it.
CREATE TABLE IF NOT EXISTS sessions_next AS sessions
