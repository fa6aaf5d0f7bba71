-- Who sits where: each team has a range of extensions, and a phone of each extension on each server of the team.
-- By this convention the extension is the same on every server and the login has the server's letter: 8302a, 8302b.
CREATE TABLE demo_team (
 team VARCHAR(10) NOT NULL, first INT NOT NULL, last INT NOT NULL, user_group VARCHAR(20) NOT NULL, protocol VARCHAR(10) NOT NULL
) ENGINE=MyISAM;
INSERT INTO demo_team
 VALUES
 ('support', 1001, 1021, '---ALL---', 'SIP'),
 ('sales',   3001, 3420, 'SALES',     'SIP'),
 ('night',   4001, 4210, 'NIGHT',     'SIP'),
 ('retain',  5001, 5210, 'RETAIN',    'SIP'),
 ('care',    7001, 7163, 'CARE',      'PJSIP'),
 ('old',     7901, 7904, '---ALL---', 'IAX2'),
 ('front',   8301, 8303, '---ALL---', 'SIP'),
 ('people',  8310, 8311, 'SALES',     'SIP'),
 ('pool',    8312, 8313, 'SALES',     'SIP'),
 ('pool_c',  8314, 8314, 'SALES',     'IAX2'),
 ('desk',    8320, 8322, 'NIGHT',     'SIP'),
 ('keep',    8330, 8340, 'RETAIN',    'SIP'),
 ('leads',   8410, 8412, 'SALES',     'SIP'),
 ('lab',     9001, 9040, 'TEST',      'PJSIP');

CREATE TABLE demo_place (team VARCHAR(10) NOT NULL, letter CHAR(1) NOT NULL, server_id VARCHAR(10) NOT NULL) ENGINE=MyISAM;
INSERT INTO demo_place
 VALUES
 ('support', 'a', 'dialer1'), ('support', 'b', 'dialer2'),
 ('sales',   'a', 'dialer1'), ('sales',   'b', 'dialer2'),
 ('night',   'a', 'dialer2'), ('night',   'b', 'dialer3'),
 ('retain',  'a', 'dialer2'), ('retain',  'b', 'dialer3'), ('retain', 'c', 'dialer4'),
 ('care',    'a', 'dialer3'), ('care',    'b', 'dialer4'),
 ('old',     'a', 'old1'),
 ('front',   'a', 'dialer1'), ('front',   'b', 'dialer2'),
 ('people',  'a', 'dialer1'), ('people',  'b', 'dialer2'),
 ('pool',    'a', 'dialer1'), ('pool',    'b', 'dialer2'), ('pool',   'c', 'dialer3'),
 ('pool_c',  'a', 'dialer1'),
 ('desk',    'a', 'dialer2'), ('desk',    'b', 'dialer3'),
 ('keep',    'a', 'dialer2'), ('keep',    'b', 'dialer3'),
 ('leads',   'a', 'dialer1'), ('leads',   'b', 'dialer2'),
 ('lab',     'a', 'lab1'),    ('lab',     'b', 'dialer4');

INSERT INTO phones (extension, dialplan_number, voicemail_id, phone_ip, computer_ip, server_ip, login, pass, status, active,
  phone_type, fullname, messages, old_messages, protocol, template_id, conf_secret, user_group, peer_status, ping_time)
 SELECT seq, CONCAT(seq, ORD(letter) - 97), seq, CONCAT('10.20.', seq DIV 250, '.', seq MOD 250), '', server_ip,
   CONCAT(seq, letter), 'test', 'ACTIVE', 'Y', 'Desk phone', CONCAT('Desk ', seq), seq MOD 3, seq MOD 5, protocol, '',
   CONCAT('s', MD5(seq)), demo_team.user_group, 'REACHABLE', 9 + (seq * 7 + ORD(letter)) MOD 41
 FROM demo_team JOIN seq_1000_to_9999 ON seq BETWEEN first AND last JOIN demo_place USING (team) JOIN servers USING (server_id)
 ORDER BY seq, letter;

-- A day on the floor: some phones are off, some slow, some changed over to the other stack.
UPDATE phones SET peer_status = 'UNREACHABLE', ping_time = NULL WHERE extension MOD 83 = 0 AND login LIKE '%b';
UPDATE phones SET peer_status = 'LAGGED', ping_time = 2100 + extension MOD 90 WHERE extension MOD 151 = 0 AND login LIKE '%a';
UPDATE phones SET active = 'N', peer_status = 'UNREACHABLE', ping_time = NULL WHERE extension MOD 211 = 0 AND login LIKE '%b';
UPDATE phones SET protocol = 'PJSIP' WHERE extension BETWEEN 3001 AND 3420 AND extension MOD 9 = 0;
UPDATE phones SET protocol = 'PJSIP' WHERE extension BETWEEN 4001 AND 4210 AND extension MOD 50 = 0 AND login LIKE '%b';
UPDATE phones SET active = 'N' WHERE extension BETWEEN 7140 AND 7147;

-- The older convention: the extension is the login.
INSERT INTO phones (extension, dialplan_number, voicemail_id, phone_ip, computer_ip, server_ip, login, pass, status, active,
  phone_type, fullname, messages, old_messages, protocol, template_id, conf_secret, user_group, peer_status, ping_time)
 SELECT CONCAT(seq, letter), CONCAT(seq, n), seq, CONCAT('10.30.', n, '.', seq MOD 200), '', CONCAT('10.0.0.1', n + 1),
   CONCAT(seq, letter), 'test', 'ACTIVE', 'Y', 'Softphone', CONCAT('Softphone ', seq, letter), 0, 0, 'IAX2', '',
   CONCAT('s', MD5(seq)), '---ALL---', 'REACHABLE', 12 + seq MOD 23
 FROM seq_2000_to_2150 JOIN (SELECT 0 n, 'a' letter UNION SELECT 1, 'b' UNION SELECT 2, 'c') servers_of_it
 ORDER BY seq, n;

-- The manual's example gives alias 1001x the phones of extension 1002; one of them was put aside when its desk was.
UPDATE phones SET protocol = 'PJSIP', active = 'N', peer_status = 'UNREACHABLE', ping_time = NULL WHERE login = '1002b';

-- Passwords that somebody changed on one phone only: whoever types the others' is not let in by it.
UPDATE phones SET pass = 'retired' WHERE login IN ('8331b', '8412a', '3120b');
UPDATE phones SET pass = 'TEST ' WHERE login = '8330b';

-- The desks of the manual's pictures.
INSERT INTO phones (extension, dialplan_number, voicemail_id, server_ip, login, pass, status, active, fullname, protocol,
  template_id, conf_secret, peer_status, ping_time)
 VALUES ('8302', '83022', '8302', '10.0.0.13', '8302c', 'test', 'ACTIVE', 'Y', 'Desk 8302', 'SIP', '', 's8302', 'REACHABLE', 22);
UPDATE phones SET ping_time = 18 WHERE login = '8302a';
UPDATE phones SET active = 'N', peer_status = 'UNREACHABLE', ping_time = NULL WHERE login = '8302b';
UPDATE phones SET protocol = 'PJSIP' WHERE extension = '8303' OR login = '8322b';
UPDATE phones SET active = 'N', peer_status = 'UNREACHABLE', ping_time = NULL WHERE extension = '8314';
DELETE FROM phones WHERE login = '8311a';
