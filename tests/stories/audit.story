# The audit log shows what was done, newest first, says what it was and by whom, and proves that nothing was altered.
size 80x24
sign in 6666
keys e ^U "TechSupport" F2
keys / "8302x" Enter D "8302x" Tab Tab Enter A
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                                  4 of 4
|       #  WHEN ▼       ADMIN    ACTION  ALIAS ID   CHANGE
|►●     5  Mon 14:31:52 6666     delete  8302x      was 8302a,8302b
| ●     3  Mon 14:31:52 6666     edit    1001x      name
| ●     2  Mon 14:31:52 6666     login              from 127.0.0.1
| ●     1  Mon 14:31:52 6666     session            on asterisk@demo; version 1…
|
|
|
|
|
|
|
|
|── #5  delete  8302x ───────────────────────────────────────────────────────────
|    name           Front desk 2
|    phones         8302a,8302b
|    user group     ---ALL---
|
|    by 6666, here on pts/0 as demo, session 00000000
keys v
see 'Chain verified: '
see 'none altered. Head '
keys / "action:edit" Enter
see '1 of 4'
keys Enter
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
| #3  2026-01-12 14:31:52  edit  1001x  APPLIED
| by 6666, here on pts/0 as demo, session 00000000
| name
|    - SupportDesk
|    + TechSupport
keys Esc Esc Esc
see 'Aliases'
