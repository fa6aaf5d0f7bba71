SELECT json_extract(?1, '$.op'), json_type(?1, '$.alias'),
 CASE json_type(?1, '$.alias') WHEN 'object' THEN json_extract(?1, '$.alias.b64') ELSE json_extract(?1, '$.alias') END,
 json_extract(?1, '$.why'), json_extract(?1, '$.changed'), json_array_length(?1, '$.steps'),
 json_extract(?1, '$.from.dialect'), json_extract(?1, '$.from.sent.user'), json_extract(?1, '$.from.sent.alias_id'),
 json_extract(?1, '$.from.sent.alias_name'), json_extract(?1, '$.from.sent.logins_list')
 WHERE json_type(?1, '$.steps') = 'array';
