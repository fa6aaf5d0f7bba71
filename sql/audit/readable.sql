-- An event whose payload is JSON for sure; of a change its intent.
CREATE TEMP VIEW IF NOT EXISTS readable AS
 SELECT e.*, CASE WHEN json_valid(CAST(e.payload AS TEXT)) THEN CAST(e.payload AS TEXT) ELSE '{}' END AS json
  FROM main.event e WHERE e.kind <> 'OUTCOME';
