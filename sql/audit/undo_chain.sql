-- What an undo took back, if that was an undo what that took back, and so on to the change as it was first made.
-- binds: undo_of of the first
WITH RECURSIVE chain(seq, undo_of, depth) AS (
 SELECT seq, undo_of, 1 FROM main.event WHERE kind = 'INTENT' AND op_id = ?1
 UNION ALL
 SELECT e.seq, e.undo_of, c.depth + 1 FROM chain c JOIN main.event e ON e.kind = 'INTENT' AND e.op_id = c.undo_of AND e.seq < c.seq)
SELECT seq, depth FROM chain ORDER BY depth DESC LIMIT 1;
