-- The tables of a real installation as its non-agent API was recorded on them, in the schema of sql/demo/schema.sql:
-- the fixture of the recorded answers, with the columns that this program knows.
-- Stock load: extensions 2000 to 2150 on three servers, one alias each.
INSERT INTO system_settings (use_non_latin, pass_hash_enabled, pass_key, pass_cost, allow_ip_lists, system_ip_blacklist,
  two_factor_auth_hours, two_factor_container, first_login_trigger, level_8_disable_add)
 VALUES
 ('0', '0', 'AgEpKbsS5tGvN0pQ', 5, '0', '', 0, '---DISABLED---', 'N', '0');

INSERT INTO servers (server_ip, server_id, active, generate_vicidial_conf, active_asterisk_server, rebuild_conf_files)
 VALUES
 ('10.10.10.15', 'TESTast', 'Y', 'Y', 'Y', 'N'),
 ('192.168.1.21', 'ast21', 'Y', 'Y', 'Y', 'N'),
 ('192.168.1.22', 'ast22', 'Y', 'Y', 'Y', 'N'),
 ('192.168.1.23', 'ast23', 'Y', 'N', 'Y', 'N'),
 ('192.168.1.24', 'web24', 'Y', 'Y', 'N', 'N');

INSERT INTO vicidial_user_groups (user_group, group_name, admin_viewable_groups)
 VALUES ('ADMIN', 'ADMIN', ' ---ALL--- '), ('RESTR', 'RESTR', ' RESTR -'), ('OTHERG', 'OTHERG', ' OTHERG -'), ('EMPTYV', 'EMPTYV', '');

INSERT INTO vicidial_users (user, pass, pass_hash, user_level, user_group, vdc_agent_api_access,
  ast_admin_access, ast_delete_phones, modify_phones, api_only_user, active, api_allowed_functions)
 VALUES
 ('6666', '1234', '', 9, 'ADMIN', '0', '1', '0', '0', '0', 'Y', ' ALL_FUNCTIONS '),
 ('VDAD', 'donotedit', '', 1, 'ADMIN', '0', '0', '0', '0', '0', 'N', ' ALL_FUNCTIONS '),
 ('VDCL', 'donotedit', '', 1, 'ADMIN', '0', '0', '0', '0', '0', 'N', ' ALL_FUNCTIONS '),
 ('full', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('lv8', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 8, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('lv7', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 7, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('lv7nr', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 7, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('lv6', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 6, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('inact', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'N', ' ALL_FUNCTIONS '),
 ('noapi', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '0', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('noast', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '0', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('noastnp', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '0', '1', '0', '0', 'Y', ' ALL_FUNCTIONS '),
 ('nodel', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '0', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('fnother', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' update_phone '),
 ('fnalias', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' update_phone_alias '),
 ('fnnosp', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', 'update_phone_alias'),
 ('fnpre', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' update_phone_alias2 '),
 ('fnempty', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ''),
 ('apionly', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '1', 'Y', ' ALL_FUNCTIONS '),
 ('restr', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'RESTR', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('emptyv', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'EMPTYV', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('nogrp', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'NOSUCH', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('dash-user_1', 'a-b_c', '', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('dot.user', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('Жук', 'пароль1', '', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('lockme', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('lock2', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '1', '1', '1', '0', 'Y', ' ALL_FUNCTIONS '),
 ('modph', 'Passw0rd1', 'QEP234xIZh/Xgo3gmP3eayTIYQzV.tS', 9, 'ADMIN', '1', '0', '1', '1', '0', 'Y', ' ALL_FUNCTIONS ');

INSERT INTO phones (extension, server_ip, login, protocol, active, user_group, template_id)
 SELECT seq, CONCAT('192.168.1.2', n), CONCAT(seq, SUBSTR('abc', n, 1)), 'IAX2', 'Y', '---ALL---', ''
 FROM seq_2000_to_2150 JOIN (SELECT 1 n UNION SELECT 2 UNION SELECT 3) servers_of_it ORDER BY n, seq;
UPDATE phones SET user_group = 'OTHERG' WHERE login IN ('2002a', '2150a');
UPDATE phones SET user_group = 'RESTR' WHERE login = '2149a';

INSERT INTO phones_alias (alias_id, alias_name, logins_list, user_group)
 SELECT seq, CONCAT(seq, ' phone'), CONCAT(seq, 'a,', seq, 'b,', seq, 'c'), '---ALL---' FROM seq_2000_to_2150;

INSERT INTO phones (extension, server_ip, login, protocol, active, user_group, template_id)
 VALUES
 ('callin', '192.168.1.21', 'callin', 'EXTERNAL', 'Y', '---ALL---', ''),
 ('gs102', '192.168.1.21', 'gs102', 'SIP', 'Y', '---ALL---', '');

INSERT INTO phones_alias (alias_id, alias_name, logins_list, user_group)
 VALUES
 ('EMPTYG', 'Empty group alias', '2003b', ''),
 ('NULLG', 'Null group alias', '2003a', NULL),
 ('NULLS', NULL, NULL, '---ALL---'),
 ('OTHERA', 'Other alias', '2002a,2002b', 'OTHERG'),
 ('RESTRA', 'Restr alias', '2001a,2001b', 'RESTR'),
 ('x', 'one char id', '2004a', '---ALL---');
