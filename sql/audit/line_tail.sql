-- What export_tail.sql wrote.
SELECT json_extract(?1, '$.entries'), json_extract(?1, '$.head_seq'), from_hex(json_extract(?1, '$.head'))
 WHERE json_valid(?1) AND (SELECT group_concat(key) FROM json_each(?1)) = 'entries,head_seq,head';
