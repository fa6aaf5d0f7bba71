SELECT s.key, p.key, c.key, c.type, CASE c.type WHEN 'object' THEN json_extract(c.value, '$.b64') ELSE c.atom END
 FROM json_each(?1, '$.steps') s CROSS JOIN json_each(s.value) p
  CROSS JOIN json_each(CASE p.type WHEN 'object' THEN p.value ELSE '{}' END) c
 WHERE p.key IN ('before','after') ORDER BY s.key, p.key = 'after', c.id;
