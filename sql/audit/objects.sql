SELECT name, type, coalesce(sql, '') FROM main.sqlite_master ORDER BY name;
