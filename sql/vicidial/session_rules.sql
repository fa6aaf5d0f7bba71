-- Nothing is silently altered, no wait is unbounded, and a session whose client vanished ends (and with it its fence).
-- Only this session: VICIdial's own keep the server's mode.
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', SESSION lock_wait_timeout = 5, SESSION wait_timeout = 600;
