-- Waits for a dead session's server thread to be gone, and keeps anybody else from looking meanwhile.
-- binds: fence, seconds
SELECT GET_LOCK(?, CAST(? AS UNSIGNED));
