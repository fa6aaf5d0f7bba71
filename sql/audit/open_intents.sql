SELECT seq FROM main.open_intent ORDER BY seq;
