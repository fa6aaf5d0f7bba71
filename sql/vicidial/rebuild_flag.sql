-- Asks a dialer to build its conf files anew, under VICIdial's own proviso.
-- binds: server_ip
UPDATE LOW_PRIORITY servers SET rebuild_conf_files = 'Y'
 WHERE generate_vicidial_conf = 'Y' AND active_asterisk_server = 'Y' AND server_ip = ?;
