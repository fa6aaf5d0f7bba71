SELECT seq, hash FROM main.event ORDER BY seq DESC LIMIT 1;
