SELECT chain_id, host, segment_no, first_seq, prev_hash, created_us FROM main.segment;
