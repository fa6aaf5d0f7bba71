-- The last line of an export, so that one that was cut short shows.
SELECT json_object('entries', ?1, 'head_seq', seq, 'head', lower(hex(hash))) FROM main.event ORDER BY seq DESC LIMIT 1;
