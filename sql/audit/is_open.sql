-- binds: op_id
SELECT NOT EXISTS (SELECT 1 FROM main.event WHERE kind = 'OUTCOME' AND op_id = ?1);
