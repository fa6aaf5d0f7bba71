-- Every phone of some logins, what may be written as stored and as shown. No secret column.
-- binds: login …
SELECT CONVERT(extension USING binary), extension, CONVERT(server_ip USING binary), server_ip, CONVERT(login USING binary), login,
       CONVERT(protocol USING binary), protocol, CONVERT(active USING binary), active, 
       /*has phones.user_group*/CONVERT(user_group USING binary), user_group/*else*/'---ALL---', '---ALL---'/*end*/,
       template_id <> '', IFNULL(conf_override <> '', 0), /*has phones.is_webphone*/IFNULL(is_webphone <> 'N', 0)/*else*/0/*end*/, dialplan_number, ext_context,
       /*has phones.peer_status*/peer_status, ping_time/*else*/NULL, NULL/*end*/
  FROM phones WHERE login IN (/*list*/);
