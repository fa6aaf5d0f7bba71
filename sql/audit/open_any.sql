SELECT 1 FROM main.open_intent LIMIT 1;
