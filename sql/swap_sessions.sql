-- engine: today
-- Shows the new sessions in the place of the old ones, at once: a query sees the ones or the others.
EXCHANGE TABLES sessions AND sessions_next
