-- The first line of an export: which chain, and where in it the lines begin.
SELECT json_object('vicialias_audit', 1, 'chain_id', lower(hex(chain_id)), 'host', host, 'first_seq', first_seq,
 'prev_hash', lower(hex(prev_hash))) FROM main.segment;
