-- ?1 is an intent's payload, ?2 its outcome's, or NULL: what is told besides the changes themselves.
WITH paper(intent, outcome) AS (
 SELECT CASE WHEN json_valid(?1) THEN ?1 ELSE '{}' END, CASE WHEN json_valid(?2) THEN ?2 ELSE '{}' END)
SELECT 'note', json_extract(intent, '$.why') FROM paper
UNION ALL SELECT 'request', json_extract(intent, '$.from.dialect') FROM paper
UNION ALL SELECT 'source', json_extract(intent, '$.from.source') FROM paper
UNION ALL SELECT 'address', json_extract(intent, '$.from.address') FROM paper
UNION ALL SELECT 'rebuilt', json_extract(outcome, '$.servers') FROM paper
UNION ALL SELECT 'error', nullif(json_extract(outcome, '$.errno'), 0) FROM paper
UNION ALL SELECT 'outcome', json_extract(outcome, '$.note') FROM paper;
