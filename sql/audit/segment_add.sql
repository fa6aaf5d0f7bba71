INSERT INTO segment(one, format, chain_id, segment_no, first_seq, prev_hash, host, created_us)
 VALUES(1, 1, ?1, ?2, ?3, ?4, ?5, ?6);
