-- The connection that holds a fence; NULL when nobody does.
-- binds: fence
SELECT IS_USED_LOCK(?);
