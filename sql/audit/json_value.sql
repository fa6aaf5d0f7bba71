-- One value of a payload. A blob is the base64 of bytes that JSON cannot hold as a string.
SELECT CASE typeof(?1) WHEN 'blob' THEN json_object('b64', CAST(?1 AS TEXT)) ELSE json_quote(?1) END;
