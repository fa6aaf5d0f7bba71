SELECT seq FROM main.event WHERE kind = 'INTENT' AND tbl = 'phones_alias' AND pk = ?1 ORDER BY seq DESC LIMIT ?2;
