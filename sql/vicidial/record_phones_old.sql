-- As record_phones, for a VICIdial before schema 1636, which does not watch its peers.
-- binds: login …
SELECT CAST(extension AS BINARY), extension, CAST(server_ip AS BINARY), server_ip, CAST(login AS BINARY), login,
       CAST(protocol AS BINARY), protocol, CAST(active AS BINARY), active, CAST(user_group AS BINARY), user_group,
       template_id <> '', IFNULL(conf_override <> '', 0), IFNULL(is_webphone <> 'N', 0), dialplan_number, ext_context
  FROM phones WHERE login IN (/*list*/);
