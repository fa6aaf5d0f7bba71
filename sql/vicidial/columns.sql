-- The columns of the tables that the program shares with every VICIdial since 2.0.5, in the order of their bytes.
SELECT CONVERT(LOWER(CONCAT(table_name, '.', column_name)) USING binary) AS name FROM information_schema.columns
 WHERE table_schema = DATABASE()
   AND table_name IN ('phones', 'phones_alias', 'servers', 'system_settings', 'vicidial_users', 'vicidial_user_groups')
 ORDER BY name;
