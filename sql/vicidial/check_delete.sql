-- May the database user delete aliases? Only explained, never run.
EXPLAIN DELETE FROM phones_alias WHERE 1 = 0;
