-- A call centre with four dialers, a database server, an old dialer closed to agents and a laboratory that builds no conf.
INSERT INTO system_settings (use_non_latin, db_schema_version, active_voicemail_server, pass_key, reload_timestamp,
  allowed_sip_stacks, default_codecs)
 VALUES ('1', 1720, '10.0.0.11', 'aZ9kQmN3xYwV7bTr', NOW() - INTERVAL 3 DAY, 'SIP_and_PJSIP', 'ulaw,alaw');

INSERT INTO servers (server_id, server_description, server_ip, active, asterisk_version, active_asterisk_server,
  generate_vicidial_conf, rebuild_conf_files, active_agent_login_server, conf_engine)
 VALUES
 ('db1',     'Database and web',           '10.0.0.10', 'N', '18.21.1-vici', 'N', 'N', 'N', 'N', 'CONFBRIDGE'),
 ('dialer1', 'Dialer 1, voicemail',        '10.0.0.11', 'Y', '18.21.1-vici', 'Y', 'Y', 'N', 'Y', 'CONFBRIDGE'),
 ('dialer2', 'Dialer 2',                   '10.0.0.12', 'Y', '18.21.1-vici', 'Y', 'Y', 'N', 'Y', 'CONFBRIDGE'),
 ('dialer3', 'Dialer 3',                   '10.0.0.13', 'Y', '18.21.1-vici', 'Y', 'Y', 'N', 'Y', 'CONFBRIDGE'),
 ('dialer4', 'Dialer 4',                   '10.0.0.14', 'Y', '18.21.1-vici', 'Y', 'Y', 'N', 'Y', 'CONFBRIDGE'),
 ('old1',    'Dialer of the old building', '10.0.0.19', 'Y', '13.38.2-vici', 'Y', 'Y', 'N', 'N', 'MEETME'),
 ('lab1',    'Laboratory, conf by hand',   '10.0.0.20', 'Y', '18.21.1-vici', 'Y', 'N', 'N', 'Y', 'CONFBRIDGE');

INSERT INTO vicidial_user_groups (user_group, group_name, admin_viewable_groups)
 VALUES
 ('ADMIN',  'Administrators',    ' ---ALL---  '),
 ('SALES',  'Sales floor',       ' SALES  '),
 ('NIGHT',  'Night shift',       ' NIGHT RETAIN  '),
 ('RETAIN', 'Customer retention', ' RETAIN  '),
 ('CARE',   'Customer care',     NULL),
 ('TEST',   'Laboratory',        ' TEST  ');

INSERT INTO vicidial_ip_lists (ip_list_id, ip_list_name, active)
 VALUES ('OFFICE', 'Addresses of the office', 'Y'), ('BLOCKED', 'Known scanners', 'N');

INSERT INTO vicidial_ip_list_entries (ip_list_id, ip_address)
 VALUES ('OFFICE', '10.1.4.20'), ('OFFICE', '10.1.4.21'), ('OFFICE', '10.2.0.x'), ('BLOCKED', '203.0.113.7');
