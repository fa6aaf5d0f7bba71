-- Every phone of some logins, what may be written as stored and as shown. No secret column.
-- binds: login …
SELECT CAST(extension AS BINARY), extension, CAST(server_ip AS BINARY), server_ip, CAST(login AS BINARY), login,
       CAST(protocol AS BINARY), protocol, CAST(active AS BINARY), active, CAST(user_group AS BINARY), user_group,
       template_id <> '', IFNULL(conf_override <> '', 0), IFNULL(is_webphone <> 'N', 0), dialplan_number, ext_context,
       peer_status, ping_time
  FROM phones WHERE login IN (/*list*/);
