INSERT OR IGNORE INTO temp.anchored(op_id, step, log_id, seq, hash) VALUES(?1, ?2, ?3, ?4, ?5);
