SELECT seq, op_id FROM main.event INDEXED BY event_one_outcome WHERE kind = 'OUTCOME';
