-- Everybody's password is 1234, plain and as VICIdial's hash of it. Rights differ:
--   admin, 6666  everything        editor   edits, does not delete      viewer  looks
--   sales        SALES only        night    NIGHT and RETAIN only       apionly requests, no screen
--   supervisor   level 7           locked   ten failures just now       gone    inactive
--   newcomer     must change the password first                         nobody  has no password at all
INSERT INTO vicidial_users (user, pass, full_name, user_level, user_group, ast_admin_access, ast_delete_phones, modify_phones,
  vdc_agent_api_access, active)
 VALUES
 ('VDAD',       'donotedit', 'Outbound Auto Dial', 1, 'ADMIN', '0', '0', '0', '0', 'N'),
 ('VDCL',       'donotedit', 'Inbound No Agent',   1, 'ADMIN', '0', '0', '0', '0', 'N'),
 ('6666',       '1234', 'Maria Foster',    9, 'ADMIN',  '1', '1', '1', '1', 'Y'),
 ('admin',      '1234', 'Administrator',   9, 'ADMIN',  '1', '1', '1', '1', 'Y'),
 ('jsmith',     '1234', 'John Smith',      9, 'ADMIN',  '1', '1', '1', '1', 'Y'),
 ('api-crm',    '1234', 'Requests of the CRM', 8, 'ADMIN', '1', '0', '0', '1', 'Y'),
 ('editor',     '1234', 'Edith Torres',    8, 'ADMIN',  '1', '0', '1', '1', 'Y'),
 ('viewer',     '1234', 'Viktor Weber',    8, 'ADMIN',  '0', '0', '0', '0', 'Y'),
 ('sales',      '1234', 'Sara Leslie',     8, 'SALES',  '1', '1', '1', '1', 'Y'),
 ('night',      '1234', 'Nikolai Hart',    8, 'NIGHT',  '1', '1', '1', '1', 'Y'),
 ('apionly',    '1234', 'Requests only',   9, 'ADMIN',  '1', '1', '1', '1', 'Y'),
 ('supervisor', '1234', 'Susan Perez',     7, 'SALES',  '1', '1', '1', '1', 'Y'),
 ('locked',     '1234', 'Lo Kade',         9, 'ADMIN',  '1', '1', '1', '1', 'Y'),
 ('gone',       '1234', 'Gonzalo Nemec',   9, 'ADMIN',  '1', '1', '1', '1', 'N'),
 ('newcomer',   '1234', 'Neve Comer',      9, 'ADMIN',  '1', '1', '1', '1', 'Y'),
 ('nobody',     '',     'No password',     9, 'ADMIN',  '1', '1', '1', '1', 'Y');
UPDATE vicidial_users SET api_only_user = '1' WHERE user = 'apionly';
UPDATE vicidial_users SET force_change_password = 'Y' WHERE user = 'newcomer';
UPDATE vicidial_users SET failed_login_count = 10, failed_login_count_today = 10, failed_login_attempts_today = 14,
  failed_last_ip_today = '203.0.113.7', failed_last_type_today = 'aLOCK', last_login_date = NOW() WHERE user = 'locked';
UPDATE vicidial_users SET api_allowed_functions = ' update_phone_alias version ' WHERE user = 'api-crm';
UPDATE vicidial_users SET last_login_date = NOW() - INTERVAL 3 DAY, last_ip = '10.1.4.20' WHERE user IN ('6666', 'jsmith');

-- Agents; 6012 and 6044 log in as 8302x unless they say otherwise.
INSERT INTO vicidial_users (user, pass, full_name, user_level, user_group, phone_login, phone_pass)
 SELECT 6000 + seq, '1234', CONCAT('Agent ', 6000 + seq), 1, ELT(1 + seq MOD 4, 'SALES', 'NIGHT', 'RETAIN', 'CARE'),
   CONCAT(ELT(1 + seq MOD 4, 3000, 4000, 5000, 7000) + seq, 'x'), 'test'
 FROM seq_1_to_120;
UPDATE vicidial_users SET phone_login = '8302x', user_group = 'SALES' WHERE user IN ('6012', '6044');
UPDATE vicidial_users SET phone_login = NULL, phone_pass = NULL WHERE user = '6099';

UPDATE vicidial_users SET pass_hash = 'ZPJDC3rfi/4ngtopXz8.Tf6fkbtNzpG' WHERE pass = '1234';
