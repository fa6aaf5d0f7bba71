-- The tables of VICIdial that the program reads or writes, from their published description (column names, types,
-- defaults and indexes), with the columns that matter to phones, aliases, sign-in and logs.
CREATE TABLE system_settings (
 use_non_latin ENUM('0','1') DEFAULT '0',
 db_schema_version INT UNSIGNED DEFAULT '0',
 active_voicemail_server VARCHAR(15) DEFAULT '',
 level_8_disable_add ENUM('0','1') DEFAULT '0',
 pass_hash_enabled ENUM('0','1') DEFAULT '0',
 pass_key VARCHAR(100) DEFAULT '',
 pass_cost TINYINT UNSIGNED DEFAULT '2',
 reload_timestamp DATETIME,
 pllb_grouping_limit SMALLINT DEFAULT '100',
 allow_ip_lists ENUM('0','1','2') DEFAULT '0',
 system_ip_blacklist VARCHAR(30) DEFAULT '',
 two_factor_auth_hours SMALLINT DEFAULT '0',
 two_factor_container VARCHAR(40) DEFAULT '---DISABLED---',
 allowed_sip_stacks ENUM('SIP','PJSIP','SIP_and_PJSIP') DEFAULT 'SIP',
 first_login_trigger ENUM('Y','N') DEFAULT 'N',
 user_admin_redirect ENUM('0','1') DEFAULT '0',
 generate_cross_server_exten ENUM('0','1') DEFAULT '0',
 require_password_length TINYINT DEFAULT '0',
 default_codecs VARCHAR(100) DEFAULT '',
 slave_db_server VARCHAR(50) DEFAULT '',
 reports_use_slave_db VARCHAR(4000) DEFAULT ''
) ENGINE=MyISAM;

CREATE TABLE servers (
 server_id VARCHAR(10) NOT NULL,
 server_description VARCHAR(255),
 server_ip VARCHAR(15) NOT NULL,
 active ENUM('Y','N'),
 asterisk_version VARCHAR(20) DEFAULT '1.4.21.2',
 active_asterisk_server ENUM('Y','N') DEFAULT 'Y',
 generate_vicidial_conf ENUM('Y','N') DEFAULT 'Y',
 rebuild_conf_files ENUM('Y','N') DEFAULT 'Y',
 sounds_update ENUM('Y','N') DEFAULT 'N',
 active_agent_login_server ENUM('Y','N') DEFAULT 'Y',
 active_twin_server_ip VARCHAR(15) DEFAULT '',
 user_group VARCHAR(20) DEFAULT '---ALL---',
 conf_engine ENUM('MEETME','CONFBRIDGE') CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci DEFAULT 'MEETME',
 UNIQUE KEY server_id (server_id)
) ENGINE=MyISAM;

CREATE TABLE phones (
 extension VARCHAR(100),
 dialplan_number VARCHAR(20),
 voicemail_id VARCHAR(10),
 phone_ip VARCHAR(15),
 computer_ip VARCHAR(15),
 server_ip VARCHAR(15),
 login VARCHAR(15),
 pass VARCHAR(100),
 status VARCHAR(10),
 active ENUM('Y','N'),
 phone_type VARCHAR(50),
 fullname VARCHAR(50),
 messages INT(4),
 old_messages INT(4),
 protocol ENUM('SIP','PJSIP','Zap','IAX2','EXTERNAL') DEFAULT 'SIP',
 install_directory VARCHAR(100) DEFAULT '/usr/local/perl_TK',
 ext_context VARCHAR(20) DEFAULT 'default',
 phone_context VARCHAR(20) DEFAULT 'default',
 template_id VARCHAR(15) NOT NULL,
 conf_override TEXT,
 conf_secret VARCHAR(100) DEFAULT 'test',
 is_webphone ENUM('Y','N','Y_API_LAUNCH') DEFAULT 'N',
 on_hook_agent ENUM('Y','N') DEFAULT 'N',
 user_group VARCHAR(20) DEFAULT '---ALL---',
 on_login_report ENUM('Y','N') NOT NULL DEFAULT 'N',
 peer_status ENUM('UNKNOWN','REGISTERED','UNREGISTERED','REACHABLE','LAGGED','UNREACHABLE')
  CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci NOT NULL DEFAULT 'UNKNOWN',
 ping_time SMALLINT(6),
 UNIQUE KEY extenserver (extension, server_ip),
 KEY server_ip (server_ip),
 KEY voicemail_id (voicemail_id),
 KEY dialplan_number (dialplan_number)
) ENGINE=MyISAM;

CREATE TABLE phones_alias (
 alias_id VARCHAR(20) NOT NULL PRIMARY KEY,
 alias_name VARCHAR(50),
 logins_list VARCHAR(255),
 user_group VARCHAR(20) DEFAULT '---ALL---'
) ENGINE=MyISAM;

CREATE TABLE vicidial_users (
 user_id INT(9) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
 user VARCHAR(20) NOT NULL,
 pass VARCHAR(100) NOT NULL,
 full_name VARCHAR(50),
 user_level TINYINT(3) UNSIGNED DEFAULT '1',
 user_group VARCHAR(20),
 phone_login VARCHAR(20),
 phone_pass VARCHAR(100),
 ast_admin_access ENUM('0','1') DEFAULT '0',
 ast_delete_phones ENUM('0','1') DEFAULT '0',
 modify_phones ENUM('1','0') DEFAULT '0',
 vdc_agent_api_access ENUM('0','1') DEFAULT '0',
 active ENUM('Y','N') DEFAULT 'Y',
 force_change_password ENUM('Y','N') DEFAULT 'N',
 modify_same_user_level ENUM('0','1') DEFAULT '1',
 failed_login_count TINYINT UNSIGNED DEFAULT '0',
 last_login_date DATETIME DEFAULT '2001-01-01 00:00:01',
 last_ip VARCHAR(15) DEFAULT '',
 pass_hash VARCHAR(500) DEFAULT '',
 api_allowed_functions VARCHAR(1000) DEFAULT ' ALL_FUNCTIONS ',
 api_only_user ENUM('0','1') DEFAULT '0',
 ignore_ip_list ENUM('1','0') DEFAULT '0',
 two_factor_override ENUM('NOT_ACTIVE','ENABLED','DISABLED') DEFAULT 'NOT_ACTIVE',
 failed_login_attempts_today MEDIUMINT UNSIGNED DEFAULT '0',
 failed_login_count_today SMALLINT UNSIGNED DEFAULT '0',
 failed_last_ip_today VARCHAR(50) DEFAULT '',
 failed_last_type_today VARCHAR(20) DEFAULT '',
 UNIQUE KEY user (user)
) ENGINE=MyISAM;

CREATE TABLE vicidial_user_groups (
 user_group VARCHAR(20) NOT NULL,
 group_name VARCHAR(40) NOT NULL,
 allowed_reports VARCHAR(4000) DEFAULT 'ALL REPORTS',
 admin_viewable_groups TEXT,
 admin_ip_list VARCHAR(30) DEFAULT '',
 agent_ip_list VARCHAR(30) DEFAULT '',
 api_ip_list VARCHAR(30) DEFAULT ''
) ENGINE=MyISAM;

CREATE TABLE vicidial_ip_lists (
 ip_list_id VARCHAR(30) NOT NULL,
 ip_list_name VARCHAR(100),
 active ENUM('N','Y') DEFAULT 'N',
 user_group VARCHAR(20) DEFAULT '---ALL---',
 UNIQUE KEY ip_list_id (ip_list_id)
) ENGINE=MyISAM;

CREATE TABLE vicidial_ip_list_entries (
 ip_list_id VARCHAR(30) NOT NULL,
 ip_address VARCHAR(45) NOT NULL,
 KEY ip_list_id (ip_list_id),
 KEY ip_address (ip_address)
) ENGINE=MyISAM;

CREATE TABLE vicidial_two_factor_auth (
 auth_date DATETIME,
 auth_exp_date DATETIME,
 user VARCHAR(20) DEFAULT '',
 auth_stage ENUM('0','1','2','3','4','5','6') DEFAULT '0',
 auth_code VARCHAR(20) DEFAULT '',
 auth_code_exp_date DATETIME,
 auth_method VARCHAR(20) DEFAULT 'EMAIL',
 auth_attempts SMALLINT DEFAULT '0',
 KEY user (user)
) ENGINE=MyISAM;

CREATE TABLE vicidial_live_agents (
 live_agent_id INT(9) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
 user VARCHAR(20),
 server_ip VARCHAR(15) NOT NULL,
 conf_exten VARCHAR(20),
 extension VARCHAR(100),
 status ENUM('READY','QUEUE','INCALL','PAUSED','CLOSER','MQUEUE') DEFAULT 'PAUSED',
 campaign_id VARCHAR(20),
 last_update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
 UNIQUE KEY user (user)
) ENGINE=MyISAM;

CREATE TABLE vicidial_call_menu_options (
 menu_id VARCHAR(50) NOT NULL,
 option_value VARCHAR(20) NOT NULL DEFAULT '',
 option_description VARCHAR(255) DEFAULT '',
 option_route VARCHAR(20),
 option_route_value VARCHAR(255),
 option_route_value_context VARCHAR(1000),
 UNIQUE KEY menuoption (menu_id, option_value)
) ENGINE=MyISAM;

CREATE TABLE vicidial_user_log (
 user_log_id INT(9) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
 user VARCHAR(20),
 event VARCHAR(50),
 campaign_id VARCHAR(8),
 event_date DATETIME,
 event_epoch INT(10) UNSIGNED,
 user_group VARCHAR(20),
 extension VARCHAR(50) DEFAULT '',
 server_ip VARCHAR(15) DEFAULT '',
 phone_login VARCHAR(15) DEFAULT '',
 server_phone VARCHAR(15) DEFAULT '',
 phone_ip VARCHAR(15) DEFAULT '',
 KEY user (user),
 KEY event_date (event_date)
) ENGINE=MyISAM;

CREATE TABLE vicidial_admin_log (
 admin_log_id INT(9) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
 event_date DATETIME NOT NULL,
 user VARCHAR(20) NOT NULL,
 ip_address VARCHAR(15) NOT NULL,
 event_section VARCHAR(30) NOT NULL,
 event_type ENUM('ADD','COPY','LOAD','RESET','MODIFY','DELETE','SEARCH','LOGIN','LOGOUT','CLEAR','OVERRIDE','EXPORT','OTHER')
  DEFAULT 'OTHER',
 record_id VARCHAR(50) NOT NULL,
 event_code VARCHAR(255) NOT NULL,
 event_sql MEDIUMTEXT,
 event_notes MEDIUMTEXT,
 user_group VARCHAR(20) DEFAULT '---ALL---',
 KEY user (user),
 KEY event_section (event_section),
 KEY record_id (record_id)
) ENGINE=MyISAM;

CREATE TABLE vicidial_api_log (
 api_id INT(9) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
 user VARCHAR(20) NOT NULL,
 api_date DATETIME,
 api_script VARCHAR(10),
 function VARCHAR(20) NOT NULL,
 agent_user VARCHAR(20),
 value VARCHAR(255),
 result VARCHAR(10),
 result_reason VARCHAR(255),
 source VARCHAR(20),
 data TEXT,
 run_time VARCHAR(20) DEFAULT '0',
 webserver SMALLINT UNSIGNED DEFAULT '0',
 api_url INT UNSIGNED DEFAULT '0',
 KEY api_date (api_date)
) ENGINE=MyISAM;
