SELECT seq, log_id FROM temp.anchored ORDER BY seq DESC, log_id DESC LIMIT 1;
