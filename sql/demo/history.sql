-- What happened before today: VICIdial's own log of changes, who is on the phone now, where phones are named otherwise.
INSERT INTO vicidial_admin_log (event_date, user, ip_address, event_section, event_type, record_id, event_code, event_sql, event_notes)
 SELECT NOW() - INTERVAL 90 - seq DIV 2 DAY - INTERVAL seq * 17 MINUTE, ELT(1 + seq MOD 3, '6666', 'jsmith', 'admin'),
   ELT(1 + seq MOD 2, '10.1.4.20', '10.1.4.21'), 'PHONEALIASES', 'MODIFY', alias_id, 'ADMIN MODIFY PHONE ALIAS',
   CONCAT('UPDATE phones_alias set alias_name=''', alias_name, ''', logins_list=''', logins_list, ''', user_group=''', user_group,
     ''' where alias_id=''', alias_id, '''|'), ''
 FROM seq_1_to_160 JOIN phones_alias ON alias_id = CONCAT(3000 + seq * 2, 'x') ORDER BY 1;

INSERT INTO vicidial_admin_log (event_date, user, ip_address, event_section, event_type, record_id, event_code, event_sql, event_notes)
 VALUES
 (NOW() - INTERVAL 25 DAY, 'jsmith', '10.1.4.20', 'PHONEALIASES', 'MODIFY', '8302x', 'ADMIN MODIFY PHONE ALIAS',
  'UPDATE phones_alias set alias_name=''Front desk 2'', logins_list=''8302a'', user_group=''---ALL---'' where alias_id=''8302x''|', ''),
 (NOW() - INTERVAL 8 DAY, '6666', '10.1.4.21', 'PHONEALIASES', 'DELETE', '8399y', 'ADMIN DELETE PHONE ALIAS',
  'DELETE from phones_alias where alias_id=''8399y''  limit 1|', ''),
 (NOW() - INTERVAL 6 DAY, '6666', '10.1.4.21', 'PHONEALIASES', 'MODIFY', '8302x', 'ADMIN MODIFY PHONE ALIAS',
  'UPDATE phones_alias set alias_name=''Front desk 2'', logins_list=''8302a,8302b'', user_group=''---ALL---'' where alias_id=''8302x''|', ''),
 (NOW() - INTERVAL 5 DAY, 'jsmith', '10.1.4.20', 'PHONES', 'DELETE', '8311', 'ADMIN DELETE PHONE',
  'DELETE from phones where extension=''8311'' and server_ip=''10.0.0.11'' limit 1|', ''),
 (NOW() - INTERVAL 4 DAY, 'jsmith', '10.1.4.20', 'PHONES', 'MODIFY', '8302', 'ADMIN MODIFY PHONE',
  'UPDATE phones set active=''N'' where extension=''8302'' and server_ip=''10.0.0.12''|||', 'Server IP: 10.0.0.12   Old Server IP: 10.0.0.12'),
 (NOW() - INTERVAL 2 DAY, 'api-crm', '10.0.0.10', 'PHONEALIASES', 'MODIFY', '8412x', 'ADMIN API UPDATE PHONE',
  'UPDATE phones_alias set alias_name=''Team lead 3'' where alias_id=''8412x''|', 'phones: '),
 (NOW() - INTERVAL 1 DAY, 'jsmith', '10.1.4.20', 'PHONEALIASES', 'MODIFY', '8310x', 'ADMIN MODIFY PHONE ALIAS',
  'UPDATE phones_alias set alias_name=''José Álvarez'', logins_list=''8310a,8310b'', user_group=''SALES'' where alias_id=''8310x''|', '');

INSERT INTO vicidial_api_log (user, api_date, api_script, function, agent_user, value, result, result_reason, source, data)
 VALUES ('api-crm', NOW() - INTERVAL 2 DAY, 'non-agent', 'update_phone_alias', '', '', 'SUCCESS',
  'update_phone_alias PHONE ALIAS HAS BEEN UPDATED', 'crm', '8412x|');

INSERT INTO vicidial_live_agents (user, server_ip, conf_exten, extension, status, campaign_id)
 VALUES ('6012', '10.0.0.11', '8600051', 'SIP/8302', 'INCALL', 'SALES'), ('6044', '10.0.0.11', '8600052', 'PJSIP/8303', 'PAUSED', 'SALES');
INSERT INTO vicidial_live_agents (user, server_ip, conf_exten, extension, status, campaign_id)
 SELECT 6060 + seq, server_ip, 8600060 + seq, CONCAT(protocol, '/', extension), ELT(1 + seq MOD 3, 'READY', 'INCALL', 'PAUSED'), user_group
 FROM seq_1_to_40 JOIN phones ON login = CONCAT(ELT(1 + seq MOD 4, 3060, 4060, 5060, 7060) + seq, 'a');

INSERT INTO vicidial_user_log (user, event, campaign_id, event_date, event_epoch, user_group, extension, server_ip, phone_login, server_phone)
 SELECT user, 'LOGIN', 'SALES', NOW() - INTERVAL 2 HOUR, UNIX_TIMESTAMP(NOW() - INTERVAL 2 HOUR), user_group, '', '',
   phone_login, REPLACE(phone_login, 'x', 'a')
 FROM vicidial_users WHERE user_level = 1 AND phone_login IS NOT NULL AND user IN (SELECT user FROM vicidial_live_agents);

-- Agents typed nearly every alias in the last weeks; the laboratory's and the last of retention's only long ago.
INSERT INTO vicidial_user_log (user, event, campaign_id, event_date, event_epoch, user_group, extension, server_ip, phone_login, server_phone)
 SELECT '6001', 'LOGIN', 'SALES', logged, UNIX_TIMESTAMP(logged), 'SALES', '', '', LEFT(alias_id, 15), ''
 FROM (SELECT alias_id, NOW() - INTERVAL IF(user_group = 'TEST' OR alias_id IN ('5209x', '5210x', '8314x', '8399x'), 120, 1)
   + CRC32(alias_id) MOD 60 DAY AS logged FROM phones_alias) AS typed ORDER BY logged;

INSERT INTO vicidial_call_menu_options (menu_id, option_value, option_description, option_route, option_route_value)
 VALUES ('main', '0', 'Front desk', 'PHONE', '8302a'), ('main', '1', 'Night desk', 'PHONE', '8320a'), ('main', '9', 'Good bye', 'HANGUP', '');
