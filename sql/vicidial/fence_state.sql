-- What a connection of the same database user is doing; no row when it is gone or another's.
-- binds: connection
SELECT COALESCE(STATE, '') FROM information_schema.PROCESSLIST WHERE ID = CAST(? AS UNSIGNED);
