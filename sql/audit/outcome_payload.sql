-- What a change came to: of each step its class, and its row in VICIdial's log.
SELECT json_object('v', 1, 'classes', json('[' || ?1 || ']'), 'log', json('[' || ?2 || ']'),
 'servers', ?3, 'errno', ?4, 'ms', ?5, 'note', ?6);
