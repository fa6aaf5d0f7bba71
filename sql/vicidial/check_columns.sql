-- The columns of a table and what the database user may do with each; no rows when there is no table or no right at all.
-- binds: table
SELECT column_name, privileges FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?;
