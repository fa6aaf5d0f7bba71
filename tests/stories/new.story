# A new alias is made in the same form, with a typed ID: what is taken is said at once, also what was taken meanwhile.
size 80x24
sign in 6666
keys n
see
| vicialias   New alias                   asterisk@demo  6666 Maria Foster  [RW]
|
|  Alias ID    [                     ]
|  Name        [                                     ]                   0 of 50
|  Extension   [              ]  F4 pick
|  Protocol    ( ) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      0 phones
|  Active      ( ) Y  ( ) N
|  Phones      [                                     ]  F4 pick         0 of 255
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: cannot be saved like this ───────────────────────────────────────────
|  ■ The alias ID is empty.
|  ■ The name is empty.
|
|
|
|
|
|
|
|
|
| Agents type it to log in; fixed once saved.                    loaded 14:31:52
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2
see 'The new alias not saved: The alias ID is empty.'
keys "x-1"
see 'The alias ID holds -, which VICIdial would strip.'
keys ^U "8302X"
see '8302X is taken: an alias has this ID'
keys ^U "8302A"
see '8302A is taken: a phone has this login'
keys ^U "reception1234567"
see not 'is taken'
keys ^U "desk9x" Tab "Reception" Tab "1002"
see
| vicialias   New alias desk9x            asterisk@demo  6666 Maria Foster  [RW]
|
|  Alias ID    [desk9x               ]
|  Name        [Reception                            ]                   9 of 50
|  Extension   [1002          ]  F4 pick                     on dialer1, dialer2
|  Protocol    ( ) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL         mixed
|  Active      ( ) Y  ( ) N                                              now 1/2
|  Phones      [1002a,1002b                          ]  F4 pick        11 of 255
|                1002a      dialer1    REACHABLE    27 ms  new member
|                1002b      dialer2    UNREACHABLE      -  new member
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 3 changes in 1 record, nothing written yet ──────────────────────────
|    alias desk9x  name   + Reception
|    alias desk9x  phones   + 1002a,1002b
|    alias desk9x  group  + ---ALL---
|  ▲ Phone 1002b stays listed while inactive: an agent who is sent there gets a
|    broken session.
|
|
|
|
| Replaces each phone by the phone of that extension on the same server.
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2
see '√ desk9x made: '
see '► ▲ desk9x'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "desk9x"' gives 'Reception'
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "desk9x"' gives '1002a,1002b'
sql 'SELECT user_group FROM phones_alias WHERE alias_id = "desk9x"' gives '---ALL---'
sql 'SELECT CONCAT(event_section, " ", event_type, " ", event_code) FROM vicidial_admin_log WHERE record_id = "desk9x"' gives 'PHONEALIASES ADD ADMIN ADD PHONE ALIAS'
sql 'SELECT REPLACE(event_sql, CHAR(39), "~") FROM vicidial_admin_log WHERE record_id = "desk9x"' gives 'INSERT INTO phones_alias (alias_id,alias_name,logins_list,user_group) values(~desk9x~,~Reception~,~1002a,1002b~,~---ALL---~)'
keys A
see ' add     desk9x     1002a,1002b'
keys Esc n "desk8x" Tab "Night" Tab Tab Tab Tab "1001a"
sql 'INSERT INTO phones_alias (alias_id, alias_name) VALUES ("DESK8X", "Somebody else")'
keys F2
see 'Not saved: an alias desk8x exists by now.'
see 'desk8x is taken: an alias has this ID'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "desk8x"' gives 'Somebody else'
keys Home Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab ^U "averylongaliasid" F2
see 'averylongaliasid made: 1001a.'
