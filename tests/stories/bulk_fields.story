# Names by pattern in the order of the list, phones that come and go, the user group: each only where it is ticked.
size 80x24
sign in 6666
paste '8301x 8302x 8303x'
keys Enter I b Up Up Up Space "Desk {x}" F2
see 'A number is asked for as {n}'
keys Tab ^U "Desk {n=7:02}" Down Down Space "8302b" Enter Down Down Down Right Right
see
| vicialias   Bulk change: fields         asterisk@demo  6666 Maria Foster  [RW]
| 3 aliases, 6 phones                         only ticked fields are written
|       FIELD       NOW                               AFTER
|   [x] name        3 different                       [Desk {n=7:02}           ]
|   [ ] phones +                                      unchanged
|   [x] phones -    8303a … 6 phones                  [8302b                   ]
|   [ ] protocol    SIP ×4  PJSIP ×2                  unchanged
|   [ ] active      Y ×5  N ×1                        unchanged
|►  [x] user group  ---ALL--- ×3                      [ADMIN           ▼]
|
|── user group ──────────────────────────────────────────────────────────────────
|    ---ALL---      3 aliases
|
|  The user group of the alias; its phones keep theirs.
|
|
|
|
|
|
|
|────────────────────────────────────────────────────────────────────────────────
| 3 fields ticked, nothing written yet               the others stay as they are
| ? Help  Space Tick  Tab Value  F2 Make plan  F5 Untick all  Esc Back  F10 Quit
keys F2
see
| vicialias   Bulk change: plan           asterisk@demo  6666 Maria Foster  [RW]
| name → Desk {n=7:02}, phones -8302b, group → ADMIN
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  8303x       name      Front desk 3        Desk 07              change
|               group     ---ALL---           ADMIN                change
|   8302x       name      Front desk 2        Desk 08              change
|               phones    8302a,8302b         8302a                change
|               group     ---ALL---           ADMIN                change
|   8301x       name      Front desk 1        Desk 09              change
|               group     ---ALL---           ADMIN                change
|
|
|
|
|
|
|
|
|── 8303x  name  Front desk 3 → Desk 07 ─────────────────────────────────────────
|  3 change
|  Type 3 to apply [      ]   [ Apply 3 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.         1 of 7
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys "3" Enter
see '3 of 3 aliases changed'
sql 'SELECT GROUP_CONCAT(alias_id, "=", alias_name ORDER BY alias_id) FROM phones_alias WHERE alias_name LIKE "Desk 0_"' gives '8301x=Desk 09,8302x=Desk 08,8303x=Desk 07'
