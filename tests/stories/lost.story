# A database that stops answering: list, filter, sort and help go on, every sign is unknown, saving is paused; then it is found again.
size 80x24
sign in 6666
keys / "8302x" Enter
database stop
keys R
see
| vicialias   Aliases                 asterisk@demo  6666 Maria Foster  [PAUSED]
|■ No database since 14:31:52. The connection broke.
|  Shown: as read at 14:31:52. Saving is paused. Next try (1st) at 14:31:53.
| Filter  8302x                                                       1 of 1 284
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► · 8302x      Front desk 2      8302     8302a,8302b     dialer1 +1 SIP   1/2
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
|── 8302x  Front desk 2 ─────────────────────────────────────────────────────────
|  8302a      dialer1    SIP    Y  REACHABLE     18 ms  agent 6012 INCALL; call…
|  8302b      dialer2    SIP    N  UNREACHABLE       -  ▲ inactive, logins fail
|  Last change 6 Jan by 6666: phones +83…   2 users default to 8302x: 6012, 6044
|────────────────────────────────────────────────────────────────────────────────
| r tries now; reading and filtering work, saving is paused.       read 14:31:52
| ? Help  r Retry now  d Details  / Filter  e Edit  b Bulk  D Delete  n New
see '[PAUSED]'
keys Esc / "server:dialer2 front" Enter I
see
| vicialias   Aliases                 asterisk@demo  6666 Maria Foster  [PAUSED]
|■ No database since 14:31:52. The connection broke.
|  Shown: as read at 14:31:52. Saving is paused. Next try (1st) at 14:31:53.
| Filter  server:dialer2 front                                        3 of 1 284
|    ALIAS ID ▼ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|  · 8303x      Front desk 3      8303     8303a,8303b     dialer1 +1 PJSIP Y
|► · 8302x      Front desk 2      8302     8302a,8302b     dialer1 +1 SIP   1/2
|  · 8301x      Front desk 1      8301     8301a,8301b     dialer1 +1 SIP   Y
|
|
|
|
|
|
|
|
|
|── 8302x  Front desk 2 ─────────────────────────────────────────────────────────
|  8302a      dialer1    SIP    Y  REACHABLE     18 ms  agent 6012 INCALL; call…
|  8302b      dialer2    SIP    N  UNREACHABLE       -  ▲ inactive, logins fail
|  Last change 6 Jan by 6666: phones +83…   2 users default to 8302x: 6012, 6044
|────────────────────────────────────────────────────────────────────────────────
| r tries now; reading and filtering work, saving is paused.       read 14:31:52
| ? Help  r Retry now  d Details  / Filter  e Edit  b Bulk  D Delete  n New
keys ?
see 'try lost database'
keys Esc D
see 'The connection to the database is lost'
keys r
see 'Next try (2nd) at 14:31:54.'
pass 2 s
see 'Next try (3rd) at 14:31:56.'
keys d
see
| vicialias   Aliases                 asterisk@demo  6666 Maria Foster  [PAUSED]
|■ No database since 14:31:52. The database of the demo does not run.
|  Shown: as read at 14:31:52. Saving is paused. Next try (3rd) at 14:31:56.
| F┌─ Lost database ──────────────────────────────────────────────────────────┐4
|  │ Next try (3rd) at 14:31:56.                                              │
|  │ 14:31:52, 2nd try: The database of the demo does not run.                │
|► │ 14:31:52, 1st try: The database of the demo does not run.                │
|  │ 14:31:52, lost: The connection to the database is lost (Server has gone  │
|  │ away).                                                                   │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|──│                                                                          │──
|  │                                                                          │…
|  └──────────────────────────────────────────────────────────────────────────┘
|  Last change 6 Jan by 6666: phones +83…   2 users default to 8302x: 6012, 6044
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  r Retry now  Esc Close  F10 Quit
see '14:31:52, lost: '
see '14:31:52, 1st try: '
keys d
see not 'Lost database'
keys o
see '`o` is not used here.'
database start
pass 60 s
see '√ The database answers again; it was gone since 14:31:52.'
see '[RW]'
see '▲ 8302x'
see not 'No database'
keys d
see '`d` is not used here. `D` deletes.'
keys r
see '`r` is not used here.'
keys e ^U "Front desk 2, nights" F2
see '√ 8302x saved: name.'
audit has 'a lost connection'
