-- All dialers.
SELECT server_ip, server_id, server_description, active, active_agent_login_server, generate_vicidial_conf, active_asterisk_server
  FROM servers;
