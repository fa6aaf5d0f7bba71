SELECT json_object('v', 1,
 'classes', json((SELECT json_group_array(name) FROM (SELECT name FROM staged WHERE part = 'class' ORDER BY step))),
 'log', json((SELECT json_group_array(json(value)) FROM (SELECT value FROM staged WHERE part = 'log' ORDER BY step))),
 'servers', ?1, 'errno', ?2, 'ms', ?3, 'note', ?4);
