-- engine: today
-- Empties the table in which sessions are made anew: of what a kill has left, or of the old ones after the swap.
TRUNCATE TABLE sessions_next
