-- Ends a dead session's thread; one's own threads need no right.
-- binds: connection
KILL CONNECTION ?;
