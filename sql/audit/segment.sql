SELECT chain_id, host, segment_no, first_seq, prev_hash FROM main.segment;
