-- The frozen clock of pictures and tests; on the demo's own database only.
-- binds: seconds since 1970
SET SESSION timestamp = CAST(? AS DECIMAL(20, 6));
