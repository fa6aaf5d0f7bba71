SELECT o.seq FROM main.event o WHERE o.kind = 'OUTCOME'
 AND NOT EXISTS(SELECT 1 FROM main.event i WHERE i.kind = 'INTENT' AND i.op_id = o.op_id AND i.seq < o.seq)
 ORDER BY o.seq LIMIT 1;
