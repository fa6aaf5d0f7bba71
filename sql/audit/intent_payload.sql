-- What a change is to do. ?2 and ?3 are JSON: the alias, and the steps: t is the table, k the key, before and after its columns.
SELECT json_object('v', 1, 'op', ?1, 'alias', json(?2), 'steps', json(?3),
 'srv', json_object('host', ?4, 'conn', ?5), 'changed', ?6, 'why', ?7,
 'from', json(CASE WHEN ?8 IS NOT NULL THEN json_patch(json_object('dialect', ?8, 'source', ?9, 'address', ?10),
  CASE WHEN ?11 IS NULL THEN '{}' ELSE json_object('sent',
   json_object('user', ?11, 'alias_id', ?12, 'alias_name', ?13, 'logins_list', ?14)) END) END));
