# The history of an alias: our changes and those that only VICIdial's own log tells, in one order, and how what is stored stands to it.
size 80x24
sign in 6666
keys / "8302x" Enter H
see
| vicialias   History of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|       # WHEN             ADMIN    CHANGE
|         now                       as stored, matches the web change
|► ●      2026-01-06 14:31 6666     phones +8302b (web, from VICIdial admin log)
|  ●      2025-12-18 14:31 jsmith   saved (web, from VICIdial admin log)
|
|
|
|
|
|
|
|
|── 2025-12-18 14:31  →  2026-01-06 14:31 ───────────────────────────────────────
|                    BEFORE                         AFTER
|    name            Front desk 2                   Front desk 2
|    phones          8302a                        + 8302a,8302b
|    group           ---ALL---                      ---ALL---
|
|
|
|────────────────────────────────────────────────────────────────────────────────
|                                                                     2 versions
| ? Help  u Undo  r Restore  d Compare with now  y Copy  Esc Back  F10 Quit
keys d
see
| vicialias   History of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|       # WHEN             ADMIN    CHANGE
|         now                       as stored, matches the web change
|► ●      2026-01-06 14:31 6666     phones +8302b (web, from VICIdial admin log)
|  ●      2025-12-18 14:31 jsmith   saved (web, from VICIdial admin log)
|
|
|
|
|
|
|
|
|── 2026-01-06 14:31  →  now ────────────────────────────────────────────────────
|                    THEN                           NOW
|    name            Front desk 2                   Front desk 2
|    phones          8302a,8302b                    8302a,8302b
|    group           ---ALL---                      ---ALL---
|
|
|
|────────────────────────────────────────────────────────────────────────────────
| Compared with what is stored now; d shows what the change did.      2 versions
| ? Help  u Undo  r Restore  d Compare with now  y Copy  Esc Back  F10 Quit
keys Esc e ", nights" F2
sql 'UPDATE phones_alias SET logins_list = "8302a,8302b,8302c" WHERE alias_id = "8302x"'
sql 'INSERT INTO vicidial_admin_log (event_date, user, ip_address, event_section, event_type, record_id, event_code, event_sql, event_notes) VALUES ("2026-01-12 14:31:52", "jsmith", "10.1.4.20", "PHONEALIASES", "MODIFY", "8302x", "ADMIN MODIFY PHONE ALIAS", "UPDATE phones_alias set alias_name=\'Front desk 2, nights\', logins_list=\'8302a,8302b,8302c\', user_group=\'---ALL---\' where alias_id=\'8302x\'|", "")'
keys e Tab Tab Tab Right F2 H
see
| vicialias   History of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|       # WHEN             ADMIN    CHANGE
|         now                       as stored, matches #5
|► ●    5 2026-01-12 14:31 6666     8302b active
|  ●      2026-01-12 14:31 jsmith   phones +8302c (web, from VICIdial admin log)
|  ●    3 2026-01-12 14:31 6666     name
|  ●      2026-01-06 14:31 6666     phones +8302b (web, from VICIdial admin log)
|  ●      2025-12-18 14:31 jsmith   saved (web, from VICIdial admin log)
|
|
|
|
|
|── 2026-01-12 14:31  →  #5 ─────────────────────────────────────────────────────
|                    BEFORE                         AFTER
|    name            Front desk 2, nights           Front desk 2, nights
|    phones          8302a,8302b,8302c              8302a,8302b,8302c
|    group           ---ALL---                      ---ALL---
|    8302b active    N                            + Y
|
|
|────────────────────────────────────────────────────────────────────────────────
|                                                                     5 versions
| ? Help  u Undo  r Restore  d Compare with now  y Copy  Esc Back  F10 Quit
keys Down
see
| vicialias   History of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|       # WHEN             ADMIN    CHANGE
|         now                       as stored, matches #5
|  ●    5 2026-01-12 14:31 6666     8302b active
|► ●      2026-01-12 14:31 jsmith   phones +8302c (web, from VICIdial admin log)
|  ●    3 2026-01-12 14:31 6666     name
|  ●      2026-01-06 14:31 6666     phones +8302b (web, from VICIdial admin log)
|  ●      2025-12-18 14:31 jsmith   saved (web, from VICIdial admin log)
|
|
|
|
|
|── #3  →  2026-01-12 14:31 ─────────────────────────────────────────────────────
|                    BEFORE                         AFTER
|    name            Front desk 2, nights           Front desk 2, nights
|    phones          8302a,8302b                  + 8302a,8302b,8302c
|    group           ---ALL---                      ---ALL---
|
|
|
|────────────────────────────────────────────────────────────────────────────────
|                                                                     5 versions
| ? Help  u Undo  r Restore  d Compare with now  y Copy  Esc Back  F10 Quit
keys u
see 'Only changes of this console'
keys Up u
see 'Undo'
keys F2
see 'takes back #5: 8302b active'
sql 'UPDATE phones_alias SET alias_name = "Reception" WHERE alias_id = "8302x"'
keys R
see 'changed outside since: name'
sql 'UPDATE phones SET active = "N" WHERE login = "8302b"'
keys R Up
see 'changed outside since: name'
keys Esc
see 'Changed outside since'
keys D "8302x" Tab Tab Enter A H
see 'deleted'
resize 40x24
see
| History of alias 8302x            [RW]
|       # WHEN       CHANGE
|         now        deleted
|► ●    9 2026-01-12 deleted
|  ●    7 2026-01-12 takes back #5: 830…
|  ●    5 2026-01-12 8302b active
|  ●      2026-01-12 phones +8302c (web…
|  ●    3 2026-01-12 name
|  ●      2026-01-06 phones +8302b (web…
|  ●      2025-12-18 saved (web, from V…
|
|
|
|── #7  →  #9 ───────────────────────────
|            BEFORE         AFTER
| name       Reception      -
| phones     8302a,8302b…   -
| group      ---ALL---      -
|
|
|
|────────────────────────────────────────
|                             7 versions
| ? Help  u Undo  r Restore
