# At forty columns ID, name, extension and active stay, and every screen can be worked with.
size 40x24
sign in 6666
keys / "83" Enter
see
| Aliases      asterisk@demo  6666  [RW]
| / 83                          75/1 284
|    ALIAS ID ▲NAME            EXTEN  ACT
|► ● 2083      2083 phone      3 dif… Y
|  ● 3083x     Dmitri Díaz     3083   Y
|  ● 3183x     Xavier Jones    3183   Y
|  ● 3283x     Dmitri Popescu  3283   Y
|  ● 3383x     Xavier Young    3383   Y
|  ● 4083x     Dmitri Ribeiro  4083   Y
|  ● 4183x     Xavier Abreu    4183   Y
|  ● 5083x     Dmitri Hansen   5083   Y
|  ● 5183x     Xavier Novák    5183   Y
|  ● 7083x     Dmitri Ivanova  7083   Y
|  ▲ 83-70     Agents cannot … 8301   Y
|  ● 8301x     Front desk 1    8301   Y
|  ▲ 8302x     Front desk 2    8302   1/2
|  ● 8303x     Front desk 3    8303   Y
|── 2083  2083 phone ────────────────────
|  2083a      dialer1    IAX2   Y
|  2083b      dialer2    IAX2   Y
|  2083c      dialer3    IAX2   Y
|────────────────────────────────────────
|               read 14:31:52  live 30 s
| ? Help  / Filter  e Edit  b Bulk
keys / ^U "8302x" Enter e "!"
see
| Edit alias 8302x    asterisk@demo [RW]
|
|  Alias ID    8302x
|  Name        [Front desk 2!          ]
|            ■ The name holds !, which …
|  Extension   [8302          ]
|  Protocol    [SIP                 ▼]
|  Active      ( ) Y  ( ) N      now 1/2
|  Phones      [8302a,8302b            ]
|                8302a      dialer1    RE
|                8302b      dialer2    UN
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: cannot be saved like this ───
|■ The name holds !, which VICIdial
|  would strip. Kept are letters,
|  digits, blanks and - . , _.
|
|
|
|
|
| The name holds !, which VICIdial woul…
| F1 Help  F2 Save  Tab Next  F4 Pick
keys Esc y D
see
| Aliases      asterisk@demo  6666  [RW]
|┌─ Delete phone alias 8302x ───────────┐
|│                                      │
|│  Front desk 2   phones 8302a,8302b   │
|│  group ---ALL---                     │
|│                                      │
|│  Removes this alias. Its phones      │
|│  stay; agents can still log in with  │
|│  each phone login, not with 8302x.   │
|│                                      │
|│  ▲ 2 users default to 8302x: 6012,   │
|│    6044.                             │
|│  ▲ In use now: agent 6012 INCALL on  │
|│    8302a (dialer1).                  │
|│  ▲ Phone 8302b is also in 8399x.     │
|│  ▲ Callers are sent to 8302a by      │
|│    call menu main, option 0.         │
|│  Type the alias ID to delete it      │
|│  [                     ]             │
|│  [ Cancel ]    [ Delete ]            │
|│  The audit log keeps the whole row.  │
|└──────────────────────────────────────┘
| Delete stays disabled until the ID ma…
| F1 Help  Tab Next  Enter Press
keys Esc A
see
| Audit log    asterisk@demo  6666  [RW]
| Filter                          2 of 2
|      # ACTION  ALIAS ID  CHANGE
|►●    2 login             from 127.0.0…
| ●    1 session           on asterisk@…
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
|── #2  login   ─────────────────────────
|    from           127.0.0.1
|
|
|
|    by 6666, here on pts/0 as demo, sess
|────────────────────────────────────────
|
| ? Help  Enter Details  / Filter
store unchanged
