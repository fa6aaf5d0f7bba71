-- An entry as a line of JSON from which its bytes can be had again: ids, keys and hashes in hex, NULL as null.
SELECT json_object('seq', seq, 'ts_us', ts_us, 'boot_id', lower(hex(boot_id)), 'boot_us', boot_us, 'kind', kind,
 'session_id', lower(hex(session_id)), 'op_id', CASE WHEN op_id IS NOT NULL THEN lower(hex(op_id)) END,
 'batch_id', CASE WHEN batch_id IS NOT NULL THEN lower(hex(batch_id)) END,
 'undo_of', CASE WHEN undo_of IS NOT NULL THEN lower(hex(undo_of)) END,
 'actor', actor, 'os_user', os_user, 'origin', origin, 'tbl', tbl, 'pk', CASE WHEN pk IS NOT NULL THEN lower(hex(pk)) END,
 'class', class,
 'payload', json(CASE WHEN instr(payload, x'00') = 0 THEN json_quote(CAST(payload AS TEXT)) ELSE json_object('hex', lower(hex(payload))) END),
 'prev_hash', lower(hex(prev_hash)), 'hash', lower(hex(hash)))
 FROM main.event ORDER BY seq;
