-- The SHA-256 of the segment before, as the first entry of the one after says it.
SELECT json_extract(CAST(payload AS TEXT), '$.sha256') FROM main.event
 WHERE seq = ?1 AND kind = 'ANCHOR' AND json_valid(CAST(payload AS TEXT));
