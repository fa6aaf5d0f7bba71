SELECT json_group_object(name, json(value)) FROM (SELECT name, value FROM staged WHERE part = 'pair' ORDER BY place);
