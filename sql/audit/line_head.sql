-- What export_head.sql wrote.
SELECT from_hex(json_extract(?1, '$.chain_id')), json_extract(?1, '$.host'), json_extract(?1, '$.first_seq'),
 from_hex(json_extract(?1, '$.prev_hash'))
 WHERE json_valid(?1) AND json_extract(?1, '$.vicialias_audit') = 1
  AND (SELECT group_concat(key) FROM json_each(?1)) = 'vicialias_audit,chain_id,host,first_seq,prev_hash';
