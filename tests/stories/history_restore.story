# Any version of an alias can be written back, field by field, through the review; phones that are no more are named and left out.
size 80x24
sign in 6666
keys / "8302x" Enter e ", nights" Tab Tab Tab Right Tab End ",8302c" F2
see '√ 8302x saved'
keys e ^U "Reception" Tab Tab Tab Left Tab ^U "8302a" F2 F2
see '√ 8302x saved'
sql 'DELETE FROM phones WHERE login = "8302c"'
keys H Down
see
| vicialias   History of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|       # WHEN             ADMIN    CHANGE
|         now                       as stored, matches #5
|  ●    5 2026-01-12 14:31 6666     name; phones -8302b -8302c; 8302a active
|► ●    3 2026-01-12 14:31 6666     name; phones +8302c; 8302b active
|  ●      2026-01-06 14:31 6666     phones +8302b (web, from VICIdial admin log)
|  ●      2025-12-18 14:31 jsmith   saved (web, from VICIdial admin log)
|
|
|
|
|
|
|── 2026-01-06 14:31  →  #3 ─────────────────────────────────────────────────────
|                    BEFORE                         AFTER
|    name            Front desk 2                 + Front desk 2, nights
|    phones          8302a,8302b                  + 8302a,8302b,8302c
|    group           ---ALL---                      ---ALL---
|    8302b active    N                            + Y
|
|
|────────────────────────────────────────────────────────────────────────────────
|                                                                     4 versions
| ? Help  u Undo  r Restore  d Compare with now  y Copy  Esc Back  F10 Quit
keys y
see '8302x before: name Front desk 2; phones 8302a,8302b; group ---ALL---'
keys Esc x Enter
see '4 versions written to ~/vicialias-versions-2026-01-12.csv'
file 'vicialias-versions-2026-01-12.csv' has 'seq,when,admin,source,change,name_before,phones_before,group_before,name,phones,group'
file 'vicialias-versions-2026-01-12.csv' has '3,2026-01-12 14:31:52,6666,vicialias,name; phones +8302c; 8302b active,Front desk 2,"8302a,8302b",'
keys r
see
| vicialias   Restore alias 8302x         asterisk@demo  6666 Maria Foster  [RW]
|
|  →  Restore 8302x to #3: choose what is written back.
|
|    FIELD             STORED NOW                   RESTORED
|  ► name              Reception                    Front desk 2, nights
|    phones            8302a                        8302a,8302b,8302c
|    8302a active      N                            Y
|
|  name:
|    ( ) leave it         Reception
|    (•) restore          Front desk 2, nights
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
keys Enter
see
| vicialias   Review alias 8302x          asterisk@demo  6666 Maria Foster  [RW]
|── Review: 3 changes in 2 records, nothing written yet ─────────────────────────
|    alias 8302x  name   - Reception
|                        + Front desk 2, nights
|    alias 8302x  phones   8302a  + 8302b
|    phone 8302a  active - N
|                        + Y
|  ▲ Phone 8302c does not exist any more: it is left out.
|  ▲ In use now: agent 6012 INCALL on 8302a (dialer1).
|  ▲ 2 users default to 8302x: 6012, 6044.
|  ▲ Callers are sent to 8302a by call menu main, option 0.
|  ▲ Asterisk config rebuild on dialer1, within a minute.
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
keys Esc Left
see '(•) leave it'
keys Enter
see not '+ Front desk 2, nights'
keys F2
see 'History of alias 8302x'
see '√ 8302x saved: phones'
sql 'SELECT CONCAT_WS(" ", alias_name, logins_list) FROM phones_alias WHERE alias_id = "8302x"' gives 'Reception 8302a,8302b'
sql 'SELECT active FROM phones WHERE login = "8302b"' gives 'Y'
keys Esc D "8302x" Tab Tab Enter
see '√ 8302x deleted.'
keys A H Down Down Down r Enter
see 'Review alias 8302x'
see '+ Front desk 2, nights'
keys F2
see '√ 8302x made'
sql 'SELECT CONCAT_WS(" ", alias_name, logins_list) FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights 8302a,8302b'
