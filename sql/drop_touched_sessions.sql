-- engine: today
-- Takes the sessions of every visitor who was seen again since `since` out of the copy in which they are made anew.
DELETE FROM sessions_next WHERE visitor IN (SELECT visitor FROM hits WHERE batch > {since:UInt64})
