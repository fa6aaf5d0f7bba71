-- Takes this session's fence, which lives as long as the server's thread, and asks who answers and whether the rules took.
-- binds: fence
SELECT GET_LOCK(?, 0), CONNECTION_ID(), @@hostname, @@version, @@read_only, @@sql_mode,
  IF(@@GLOBAL.time_zone = 'SYSTEM', @@system_time_zone, @@GLOBAL.time_zone);
