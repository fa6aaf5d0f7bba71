SELECT seq, prev_hash, hash, ts_us, boot_id, boot_us, kind, session_id, op_id, batch_id, undo_of, actor, os_user, origin,
 tbl, pk, class, payload FROM main.event ORDER BY seq;
