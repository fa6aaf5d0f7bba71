# What somebody else changed since is not taken back by itself: it is said who it was, and the old value is set only when that is chosen.
size 80x24
sign in 6666
keys / "8302x" Enter e ", nights" F2
see '√ 8302x saved: name.'
sql 'UPDATE phones_alias SET alias_name = "Reception" WHERE alias_id = "8302x"'
sql 'INSERT INTO vicidial_admin_log SET event_date = "2026-01-12 14:40:00", user = "7777", ip_address = "10.1.4.20", event_section = "PHONEALIASES", event_type = "MODIFY", record_id = "8302x", event_code = "ADMIN MODIFY PHONE ALIAS", event_sql = "", event_notes = ""'
keys u
see
| vicialias   Undo alias 8302x            asterisk@demo  6666 Maria Foster  [RW]
|
|  ■  Not undone: alias 8302x was changed since change #3 by 7777 at 2026-01-12
|     14:40 (web page). Nothing was written.
|
|    FIELD             AS CHANGED         STORED NOW         BEFORE IT
|  ► name              Front desk 2, nig… Reception          Front desk 2
|
|  name:
|    ( ) leave it         Reception
|    (•) set to old       Front desk 2
|
|
|
|
|
|
|
|
|
|
|    [ Review ]    [ Back ]
| Nothing was written.
| ? Help  Right Choose  Tab Button  Enter Press  y Copy  Esc Back  F10 Quit
store unchanged
keys Esc
see 'ALIAS ID'
keys A
see 'Undo this'
keys u
see 'Not undone: alias 8302x was changed since change #3 by 7777'
keys Esc
see 'Undo this'
keys Down Down u
see 'This entry changed no alias: there is nothing to undo.'
store unchanged
keys Esc u Left Enter
see 'Nothing to change: 8302x stands as you chose.'
keys Right Enter
see '- Reception'
see '+ Front desk 2'
keys F2
see '√ 8302x saved: name.'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2'
