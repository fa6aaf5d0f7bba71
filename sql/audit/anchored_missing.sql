-- Changes that wrote a row of VICIdial's admin log which is not there now. ?1: the newest outcome that must have it.
SELECT i.seq, l.value FROM main.event o
 CROSS JOIN main.event i ON i.kind = 'INTENT' AND i.op_id = o.op_id
 CROSS JOIN json_each(CASE WHEN json_valid(CAST(o.payload AS TEXT)) THEN CAST(o.payload AS TEXT) ELSE '{}' END, '$.log') l
 WHERE o.kind = 'OUTCOME' AND o.seq <= ?1 AND l.value > 0
  AND NOT EXISTS(SELECT 1 FROM temp.anchored a WHERE a.op_id = o.op_id AND a.step = l.key + 1)
 ORDER BY i.seq;
