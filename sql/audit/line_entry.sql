-- What export.sql wrote, in the columns of verify_walk.sql.
SELECT json_extract(?1, '$.seq'), from_hex(json_extract(?1, '$.prev_hash')), from_hex(json_extract(?1, '$.hash')),
 json_extract(?1, '$.ts_us'), from_hex(json_extract(?1, '$.boot_id')), json_extract(?1, '$.boot_us'), json_extract(?1, '$.kind'),
 from_hex(json_extract(?1, '$.session_id')), from_hex(json_extract(?1, '$.op_id')), from_hex(json_extract(?1, '$.batch_id')),
 from_hex(json_extract(?1, '$.undo_of')), json_extract(?1, '$.actor'), json_extract(?1, '$.os_user'), json_extract(?1, '$.origin'),
 json_extract(?1, '$.tbl'), from_hex(json_extract(?1, '$.pk')), json_extract(?1, '$.class'),
 CASE json_type(?1, '$.payload') WHEN 'text' THEN CAST(json_extract(?1, '$.payload') AS BLOB)
  ELSE from_hex(json_extract(?1, '$.payload.hex')) END
 WHERE json_valid(?1) AND (SELECT group_concat(key) FROM json_each(?1)) =
  'seq,ts_us,boot_id,boot_us,kind,session_id,op_id,batch_id,undo_of,actor,os_user,origin,tbl,pk,class,payload,prev_hash,hash';
