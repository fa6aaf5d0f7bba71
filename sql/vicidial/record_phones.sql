-- Every phone of some logins, what may be written as stored and as shown. No secret column.
-- binds: login …
SELECT CONVERT(extension USING binary), extension, CONVERT(server_ip USING binary), server_ip, CONVERT(login USING binary), login,
       CONVERT(protocol USING binary), protocol, CONVERT(active USING binary), active, CONVERT(user_group USING binary), user_group,
       template_id <> '', IFNULL(conf_override <> '', 0), IFNULL(is_webphone <> 'N', 0), dialplan_number, ext_context,
       peer_status, ping_time
  FROM phones WHERE login IN (/*list*/);
