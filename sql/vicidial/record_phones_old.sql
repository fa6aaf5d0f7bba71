-- As record_phones, for a VICIdial before schema 1636, which does not watch its peers.
-- binds: login …
SELECT CONVERT(extension USING binary), extension, CONVERT(server_ip USING binary), server_ip, CONVERT(login USING binary), login,
       CONVERT(protocol USING binary), protocol, CONVERT(active USING binary), active, CONVERT(user_group USING binary), user_group,
       template_id <> '', IFNULL(conf_override <> '', 0), IFNULL(is_webphone <> 'N', 0), dialplan_number, ext_context
  FROM phones WHERE login IN (/*list*/);
