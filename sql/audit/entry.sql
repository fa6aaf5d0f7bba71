SELECT e.seq, e.ts_us, e.boot_id, e.boot_us, e.kind, e.session_id, e.op_id, e.batch_id, e.undo_of, e.actor, e.os_user,
 e.origin, e.tbl, e.pk, e.payload, e.prev_hash, e.hash, e.action, e.alias, e.summary, o.seq, o.class, o.payload, e.aliases
 FROM entry e LEFT JOIN main.event o ON o.kind = 'OUTCOME' AND o.op_id = e.op_id WHERE e.seq = ?1;
