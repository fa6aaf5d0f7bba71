# Deleted meanwhile: it can be made again with what was typed, in a review of its own, or given up; before that nothing is written.
size 80x24
sign in 6666
keys / "8302x" Enter e ^U "Front desk 2, nights" Tab Tab Tab Right
sql 'DELETE FROM phones_alias WHERE alias_id = "8302x"'
keys F2
see
| vicialias   Save alias 8302x            asterisk@demo  6666 Maria Foster  [RW]
|
|  ■  Not saved: alias 8302x was deleted while you were editing.
|     You opened it at 14:31:52. No log says who deleted it.
|
|    FIELD             WHEN OPENED        STORED NOW         YOURS
|  ► name              Front desk 2       -                  Front desk 2, nig…
|    phones            8302a,8302b        -                  8302a,8302b
|    group             ---ALL---          -                  ---ALL---
|    8302b active      N                  -                  Y
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
|    [ Make it again ]    [ Back to form ]    [ Discard mine ]
| Nothing was written.                         your edit is kept until you leave
| ? Help  Right Choose  Tab Button  Enter Press  y Copy  Esc Back  F10 Quit
store unchanged
keys Tab Tab Enter
see '[ Back ]'
see 'What you typed is not saved'
keys Esc Shift-Tab Shift-Tab Enter
see
| vicialias   Review alias 8302x          asterisk@demo  6666 Maria Foster  [RW]
|── Review: 4 changes in 2 records, nothing written yet ─────────────────────────
|    alias 8302x  name   + Front desk 2, nights
|    alias 8302x  phones   + 8302a,8302b
|    alias 8302x  group  + ---ALL---
|    phone 8302b  active - N
|                        + Y
|  ▲ Phone 8302b is shared: alias 8399x changes too.
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
|
|
|
|    [ Save ]    [ Back to form ]
| Nothing is written yet.
| ? Help  F2 Save  Tab Other button  Esc Back to form  F10 Quit
store unchanged
keys F2
see '√ 8302x made'
sql 'SELECT CONCAT_WS(" ", alias_name, logins_list, user_group) FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights 8302a,8302b ---ALL---'
sql 'SELECT active FROM phones WHERE login = "8302b"' gives 'Y'
sql 'UPDATE phones_alias SET alias_name = "Reception" WHERE alias_id = "8302x"'
keys R e ^U "Lobby"
sql 'DELETE FROM phones_alias WHERE alias_id = "8302x"'
keys F2 Tab Tab Enter Tab Enter
see not 'Lobby'
store unchanged
