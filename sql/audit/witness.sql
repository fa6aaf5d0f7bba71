-- The next change of ours on the row of one step of a change, whichever alias it was about, and its place in that one.
-- binds: seq of the change, number of the step
SELECT i.seq, s.key
  FROM main.event c JOIN main.event i ON i.kind = 'INTENT' AND i.seq > c.seq
  JOIN json_each(CAST(i.payload AS TEXT), '$.steps') s
 WHERE c.seq = ?1 AND json_extract(s.value, '$.t') = json_extract(CAST(c.payload AS TEXT), '$.steps[' || ?2 || '].t')
   AND json_extract(s.value, '$.k') = json_extract(CAST(c.payload AS TEXT), '$.steps[' || ?2 || '].k')
 ORDER BY i.seq LIMIT 1;
