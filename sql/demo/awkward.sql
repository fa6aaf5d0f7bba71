-- What years of hands leave behind: rows that no page would write today, and that must be shown, edited and deleted all the same.

-- Phones without a server that is known, without a login, with one that another phone has, with flags that are NULL or empty.
INSERT INTO phones (extension, dialplan_number, server_ip, login, pass, status, active, fullname, protocol, template_id, user_group)
 VALUES
 ('8350',    '83500', '10.0.0.11', '8350a',  'test', 'ACTIVE', 'Y',  'Twice, first',     'SIP',      '', '---ALL---'),
 ('8350',    '83501', '10.0.0.12', '8350a',  'test', 'ACTIVE', 'Y',  'Twice, second',    'SIP',      '', '---ALL---'),
 ('8351',    '83510', '10.9.9.9',  '8351a',  'test', 'ACTIVE', 'Y',  'Server is gone',   'SIP',      '', '---ALL---'),
 ('8352',    '83520', '10.0.0.11', '8352a',  'test', 'ACTIVE', NULL, 'Active is NULL',   'SIP',      '', '---ALL---'),
 ('8353',    '83530', '10.0.0.11', NULL,     'test', 'ACTIVE', 'Y',  'Login is NULL',    'SIP',      '', '---ALL---'),
 ('8353',    '83531', '10.0.0.12', '',       'test', 'ACTIVE', 'Y',  'Login is empty',   'SIP',      '', '---ALL---'),
 ('8354',    '83540', '10.0.0.11', '8354a',  'test', 'ACTIVE', 'Y',  'Channel bank',     'Zap',      '', '---ALL---'),
 ('8354',    '83541', '10.0.0.12', '8354b',  'test', 'ACTIVE', 'Y',  'Mobile of Ana',    'EXTERNAL', '', '---ALL---'),
 ('8355',    '83550', '10.0.0.11', '8355a',  'test', 'ACTIVE', 'Y',  'Saved as DAHDI',   NULL,       '', '---ALL---'),
 ('8356',    '83560', '10.0.0.11', '8356a',  'test', 'ACTIVE', 'Y',  'Group is gone',    'SIP',      '', 'OLDTEAM'),
 ('8357',    '83570', '10.0.0.11', '8357a',  'test', 'ACTIVE', 'Y',  'Group is NULL',    'SIP',      '', NULL),
 ('gw/102',  '83580', '10.0.0.11', '8358a',  'test', 'ACTIVE', 'Y',  'Gateway',          'SIP',      '', '---ALL---'),
 (NULL,      NULL,    '10.0.0.11', '8359a',  'test', 'ACTIVE', 'Y',  'No extension',     'SIP',      '', '---ALL---'),
 ('8360',    '83600', NULL,        '8360a',  'test', 'ACTIVE', 'Y',  'No server',        'SIP',      '', '---ALL---'),
 ('8361',    '83610', '10.0.0.11', '8361a',  'test', 'ACTIVE', 'N',  'Off',              'SIP',      '', '---ALL---'),
 ('8361',    '83611', '10.0.0.12', '8361b',  'test', 'ACTIVE', 'N',  'Off',              'SIP',      '', '---ALL---'),
 ('8362',    '83620', '10.0.0.11', '8362a',  'test', 'ACTIVE', 'Y',  'Browser',          'SIP',      'webrtc', '---ALL---'),
 ('8363',    '83630', '10.0.0.11', '8363a',  'test', 'ACTIVE', 'Y',  'Own lines in conf', 'SIP',     '', '---ALL---');
SET sql_mode = '';
UPDATE phones SET protocol = 'DAHDI' WHERE login = '8355a';
SET sql_mode = 'STRICT_ALL_TABLES';
UPDATE phones SET is_webphone = 'Y', conf_override = 'transport=wss' WHERE login = '8362a';
UPDATE phones SET conf_override = 'qualify=yes\nnat=force_rport,comedia' WHERE login = '8363a';

-- Logins lists as they should not be.
INSERT INTO phones_alias (alias_id, alias_name, logins_list, user_group)
 VALUES
 ('8350x',  'One login, two phones',     '8350a',                '---ALL---'),
 ('8351x',  'Server not in the list',    '8351a,8301a',          '---ALL---'),
 ('8352x',  'Active is NULL',            '8352a',                '---ALL---'),
 ('8354x',  'Zap and a mobile',          '8354a,8354b',          '---ALL---'),
 ('8355x',  'Protocol is empty',         '8355a',                '---ALL---'),
 ('8356x',  'Group that was deleted',    '8356a',                'OLDTEAM'),
 ('8357x',  'Group is NULL',             '8357a',                NULL),
 ('8358x',  'Gateway',                   '8358a',                ''),
 ('8359x',  'No extension, no server',   '8359a,8360a',          '---ALL---'),
 ('8361x',  'Both phones off',           '8361a,8361b',          '---ALL---'),
 ('8362x',  'Browser phone',             '8362a',                '---ALL---'),
 ('8363x',  'Own lines in conf',         '8363a',                '---ALL---'),
 ('8364x',  'No phones, NULL',           NULL,                   '---ALL---'),
 ('8365x',  'No phones, empty',          '',                     '---ALL---'),
 ('8366x',  'Blanks in the list',        '8301a, 8301b',         '---ALL---'),
 ('8367x',  'Commas in the list',        '8301a,,8301b,',        '---ALL---'),
 ('8368x',  'The same phone twice',      '8301a,8301b,8301a',    '---ALL---'),
 ('8369x',  'Capital letters',           '8301A,8301B',          '---ALL---'),
 ('8312a',  'Has the name of a phone',   '8312b,8312c',          '---ALL---'),
 ('83-70',  'Agents cannot type this',   '8301a',                '---ALL---'),
 ('83_71',  'Nor this',                  '8301a',                '---ALL---'),
 ('z',      'One character',             '8301a',                '---ALL---'),
 ('longestidofanyalias1', 'Fifty characters is all there is room for, as here', '8301a', '---ALL---'),
 ('8380x',  'Reception',                 '8301a',                '---ALL---'),
 ('8381x',  'Reception',                 '8301b',                '---ALL---');
INSERT INTO phones_alias (alias_id, alias_name, logins_list)
 SELECT '8390x', 'The whole floor', GROUP_CONCAT(CONCAT(seq, 'a') ORDER BY seq) FROM seq_3001_to_3042;

-- Names as they should not be: NULL, empty, control characters and terminal sequences, right-to-left, formulas, double encoding.
INSERT INTO phones_alias (alias_id, alias_name, logins_list)
 VALUES
 ('8370x', NULL,                                             '8301a,8301b'),
 ('8371x', '',                                               '8301a,8301b'),
 ('8372x', CONCAT('Red ', CHAR(27), '[31malert', CHAR(27), '[0m', CHAR(7)), '8301a,8301b'),
 ('8373x', CONCAT('Two', CHAR(10), 'lines', CHAR(9), 'and', CHAR(13), 'more'), '8301a,8301b'),
 ('8374x', CONCAT('Title ', CHAR(27), ']0;owned', CHAR(7), ' ', CHAR(0), 'nul'), '8301a,8301b'),
 ('8375x', '=1+1, "quoted"; and ''more'' \\ | < > &',       '8301a,8301b'),
 ('8376x', CONVERT(0xE280AE6B736544E280AC20E2808B48 USING utf8mb3), '8301a,8301b'),
 ('8378x', '東京サポート',                                   '8301a,8301b'),
 ('8379x', 'JosÃ© Ãlvarez',                                  '8301a,8301b'),
 ('8382x', 'Служба поддержки',                               '8301a,8301b'),
 ('8383x', CONVERT(0x4A6F7365CC8120C3816C7661CC81CC81CC81CC8172657A USING utf8mb3), '8301a,8301b'),
 ('8384x', '   ',                                            '8301a,8301b');

-- Bytes that are no UTF-8 at all get into such a column when a table's character set is changed below its data. Here a
-- second view of the same table, in which the name is bytes, puts them there.
CREATE TABLE phones_alias_bytes (
 alias_id VARCHAR(20) NOT NULL PRIMARY KEY, alias_name VARBINARY(150), logins_list VARCHAR(255), user_group VARCHAR(20)
) ENGINE=MERGE UNION=(phones_alias) INSERT_METHOD=LAST;
INSERT INTO phones_alias_bytes (alias_id, alias_name, logins_list, user_group)
 VALUES ('8385x', 0x4A6F73E920C16C766172657A, '8301a,8301b', '---ALL---'), ('8386x', 0x4D6178FF00C328, '8301a', '---ALL---');
DROP TABLE phones_alias_bytes;
