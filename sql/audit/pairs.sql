SELECT key, value FROM json_each(CASE WHEN json_valid(?1) THEN ?1 ELSE '{}' END)
 WHERE type <> 'null' AND key <> 'v' AND value <> '' ORDER BY id;
