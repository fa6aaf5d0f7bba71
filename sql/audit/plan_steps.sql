SELECT json_extract(s.value, '$.t'), json_type(s.value, '$.before'), json_type(s.value, '$.after')
 FROM json_each(?1, '$.steps') s ORDER BY s.key;
