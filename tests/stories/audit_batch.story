# A batch is one line of the audit log: Enter shows its entries, Esc goes back to it, u takes it back as one; batch: in the filter
# shows the same, and who asks for an alias finds its change within the batch too.
size 80x24
sign in 6666
paste '8301x 8302x'
keys Enter
see '2 marked'
keys b Right Right F2
see 'Type 2 to apply'
keys "2" Enter
see '2 of 2 aliases changed'
keys Esc Esc A
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                                  3 of 3
|       #  WHEN ▼       ADMIN    ACTION  ALIAS ID   CHANGE
|►●     3  Mon 14:31:52 6666     bulk    2 aliases  batch #3 protocol → PJSIP
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
|
|── #3  bulk  2 aliases ─────────────────────────────────────────────────────────
|    text           protocol → PJSIP
|    aliases        2
|
|
|    by 6666, here on pts/0 as demo, session 00000000
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Enter Details  / Filter  u Undo this  v Verify  Esc Back  F10 Quit
keys Enter
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
| Filter  batch:3                                                         4 of 6
|       #  WHEN ▼       ADMIN    ACTION  ALIAS ID   CHANGE
|►●     8  Mon 14:31:52 6666     bulk               batch #3 2 written
| ●     5  Mon 14:31:52 6666     edit    8302x      8302a,8302b protocol
| ●     4  Mon 14:31:52 6666     edit    8301x      8301a,8301b protocol
| ●     3  Mon 14:31:52 6666     bulk    2 aliases  batch #3 protocol → PJSIP
|
|
|
|
|
|
|
|
|── #8  bulk   ──────────────────────────────────────────────────────────────────
|    text           2 written
|
|
|
|    by 6666, here on pts/0 as demo, session 00000000
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Enter Details  / Filter  u Undo this  v Verify  Esc Back  F10 Quit
keys Down Enter
see 'APPLIED'
keys Esc Esc
see 'batch #3 protocol'
see '3 of 3'
keys / "batch:3" Enter
see '4 of 6'
keys Esc / "alias:8302x" Enter
see '1 of 6'
keys Esc / "action:bulk" Enter
see '1 of 3'
keys u
see 'Undo batch #3'
keys "2" Enter
see '2 of 2 aliases changed: undo of batch #3'
keys Esc Esc
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                                  4 of 4
|       #  WHEN ▼       ADMIN    ACTION  ALIAS ID   CHANGE
| ●     9  Mon 14:31:52 6666     undo    2 aliases  batch #9 undo of batch #3
|►●     3  Mon 14:31:52 6666     bulk    2 aliases  batch #3 protocol → PJSIP
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
|── #3  bulk  2 aliases ─────────────────────────────────────────────────────────
|    text           protocol → PJSIP
|    aliases        2
|
|
|    by 6666, here on pts/0 as demo, session 00000000
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Enter Details  / Filter  u Undo this  v Verify  Esc Back  F10 Quit
