# An alias that changed while the delete dialog was open is not deleted: what it was and what it is are shown, and its ID is typed again.
size 80x24
sign in 6666
keys / "8302x" Enter D "8302x" Tab Tab
sql 'UPDATE phones_alias SET alias_name = "Reception" WHERE alias_id = "8302x"'
sql 'INSERT INTO vicidial_admin_log SET event_date = "2026-01-12 14:32:10", user = "jsmith", ip_address = "10.1.4.20", event_section = "PHONEALIASES", event_type = "MODIFY", record_id = "8302x", event_code = "ADMIN MODIFY PHONE ALIAS", event_sql = "", event_notes = ""'
keys Enter
see
| vicialias   Delete alias 8302x          asterisk@demo  6666 Maria Foster  [RW]
|
|  ■  Not deleted: alias 8302x changed meanwhile.
|     You opened it at 14:31:52. jsmith changed it at 2026-01-12 14:32 (web
|     page).
|
|    FIELD             WHEN OPENED                  STORED NOW
|  ► name              Front desk 2                 Reception
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
|
|
|
|    [ Back to delete ]    [ Keep the alias ]
| Nothing was written.
| ? Help  Right Choose  Tab Button  Enter Press  y Copy  Esc Back  F10 Quit
store unchanged
keys Enter
see 'Type the alias ID to delete it'
see 'Delete stays disabled until the ID matches'
see 'Reception'
keys "8302x" Tab Tab
sql 'UPDATE phones_alias SET alias_name = "Lobby" WHERE alias_id = "8302x"'
keys Enter Tab Enter
see not 'Type the alias ID'
store unchanged
