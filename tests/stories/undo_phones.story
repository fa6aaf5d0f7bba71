# A change of alias and phones is taken back whole: each row is shown before, and the servers of its phones rebuild again.
size 80x24
sign in 6666
keys / "SupportDesk" Enter e ^U "TechSupport" Tab ^U "1002" Tab Space Tab Space F2
see 'Pending: rebuild on '
keys u
see
| vicialias   Undo #3 of alias 1001x      asterisk@demo  6666 Maria Foster  [RW]
|── Review: 4 changes in 2 records, nothing written yet ─────────────────────────
|    alias 1001x  name     - TechSupport
|                          + SupportDesk
|    alias 1001x  phones     + 1001a,1001b  - 1002a,1002b
|    phone 1002b  protocol - SIP
|                          + PJSIP
|    phone 1002b  active   - Y
|                          + N
|                            phone 1002a leaves, keeps SIP Y
|                            phone 1002b leaves
|  ▲ Asterisk config rebuild on dialer2 and dialer1, within a minute.
|
|
|
|
|
|
|
|
|
|    [ Undo ]    [ Back ]
| Nothing is written yet.
| ? Help  F2 Write  Enter Press  Tab Other button  Esc Back  F10 Quit
keys F2
see '√ 1001x: change #3 undone. Pending: rebuild on '
sql 'SELECT CONCAT_WS("/", alias_name, logins_list) FROM phones_alias WHERE alias_id = "1001x"' gives 'SupportDesk/1001a,1001b'
sql 'SELECT GROUP_CONCAT(protocol, active ORDER BY login) FROM phones WHERE extension = "1002"' gives 'SIPY,PJSIPN'
audit has 'takes back #3'
