-- The type of a column, e.g. enum('Y','N'); no row when this VICIdial does not have it.
-- binds: table, column
SELECT column_type FROM information_schema.columns
 WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?;
