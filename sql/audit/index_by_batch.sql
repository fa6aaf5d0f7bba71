SELECT seq, batch_id FROM main.event INDEXED BY event_by_batch WHERE batch_id IS NOT NULL;
