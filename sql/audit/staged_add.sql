-- A blob is the base64 of bytes that JSON cannot hold as a string.
INSERT INTO temp.staged(step, part, place, name, value) VALUES(?1, ?2, ?3, ?4,
 CASE typeof(?5) WHEN 'blob' THEN json_object('b64', CAST(?5 AS TEXT)) ELSE json_quote(?5) END);
