SELECT seq, tbl, pk FROM main.event INDEXED BY event_by_row WHERE kind = 'INTENT';
