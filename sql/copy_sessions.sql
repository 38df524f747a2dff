-- engine: today
-- The sessions that are there, as links to the same files: it costs nothing, however many they are.
ALTER TABLE sessions_next REPLACE PARTITION tuple() FROM sessions
