-- Parts of a step: t is its table and kind, k its key, before and after its columns. An add has no before, a delete no after.
SELECT json_object('v', 1, 'op', ?1, 'alias', json((SELECT value FROM staged WHERE part = 'alias')),
 'steps', json((SELECT json_group_array(json(step)) FROM (
  SELECT json_object('t', t.name,
   'k', json((SELECT json_group_object(k.name, json(k.value)) FROM staged k WHERE k.step = t.step AND k.part = 'k')),
   'before', json(CASE WHEN t.value <> '"add"' THEN
    (SELECT json_group_object(b.name, json(b.value)) FROM staged b WHERE b.step = t.step AND b.part = 'before') END),
   'after', json(CASE WHEN t.value <> '"delete"' THEN
    (SELECT json_group_object(a.name, json(a.value)) FROM staged a WHERE a.step = t.step AND a.part = 'after') END)) AS step
  FROM staged t WHERE t.part = 't' ORDER BY t.step))),
 'srv', json_object('host', ?2, 'conn', ?3), 'changed', ?4, 'why', ?5,
 'from', json(CASE WHEN ?6 IS NOT NULL THEN json_patch(json_object('dialect', ?6, 'source', ?7, 'address', ?8),
  CASE WHEN ?9 IS NULL THEN '{}' ELSE json_object('sent',
   json_object('user', ?9, 'alias_id', ?10, 'alias_name', ?11, 'logins_list', ?12)) END) END));
