INSERT INTO main.event(seq, ts_us, boot_id, boot_us, kind, session_id, op_id, batch_id, undo_of, actor, os_user, origin,
 tbl, pk, class, payload, prev_hash, hash)
 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18);
