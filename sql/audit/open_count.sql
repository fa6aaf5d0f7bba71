SELECT count(*) FROM main.open_intent;
