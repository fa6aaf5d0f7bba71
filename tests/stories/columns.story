# The list is sorted by a column picked by name; columns left out stay so for this user, also in what is exported.
size 80x24
sign in 6666
keys s
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 1001x      SupportDesk       1001     1001a,1001b     dialer1 +1 SIP   Y
|  ● 1003x      Help desk 3       1003     1003a,1003b     dialer1 +1 SIP   Y
|  ● 1004x      Help desk 4       1004     1004a,1004b     dialer1 +1 SIP   Y
|  ●┌─ Sort by ──────────────────────────────────────────────────────────────┐
|  ●│ Type to find                                                           │
|  ●│ ► Alias ID                                                             │
|  ●│   Name                                                                 │
|  ●│   Extension                                                            │
|  ●│   Phones                                                               │
|  ●│   Server                                                               │
|  ●│   Protocol                                                             │
|  ●│   Active                                                               │
|  ●│   User group                                                           │
|  ●└────────────────────────────────────────────────────────────────────────┘
|── 1001x  SupportDesk ──────────────────────────────────────────────────────────
|  1001a      dialer1    SIP    Y  REACHABLE     20 ms
|  1001b      dialer2    SIP    Y  REACHABLE     21 ms
|
|────────────────────────────────────────────────────────────────────────────────
| Enter sorts, the same again inverts.                                    8 of 8
| F1 Help  Enter Take  Esc Cancel  F10 Quit
keys "proto" Enter
see 'PROTO▲ACT'
keys s Enter
see 'PROTO▼ACT'
keys F6 "group" Enter
keys c
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|    ALIAS ID   NAME              EXTEN    PHONES          SERVER     PROTO ACT
|  ● 8357x      Group is NULL     8357     8357a           dialer1    SIP   Y
|  ● 8358x      Gateway           gw/102   8358a           dialer1    SIP   Y
|► ● 1001x      SupportDesk       1001     1001a,1001b     dialer1 +1 SIP   Y
|  ● 1003x      Help desk 3       1003     1003a,1003b     dialer1 +1 SIP   Y
|  ●┌─ Columns ──────────────────────────────────────────────────────────────┐
|  ●│ Type to find                                                           │
|  ●│ ► [x] Name                                                             │
|  ●│   [x] Extension                                                        │
|  ●│   [x] Phones                                                           │
|  ●│   [x] Server                                                           │
|  ●│   [x] Protocol                                                         │
|  ●│   [x] Active                                                           │
|  ●│   [x] User group   (the window is too narrow for it)                   │
|  ●└────────────────────────────────────────────────────────────────────────┘
|── 1001x  SupportDesk ──────────────────────────────────────────────────────────
|  1001a      dialer1    SIP    Y  REACHABLE     20 ms
|  1001b      dialer2    SIP    Y  REACHABLE     21 ms
|
|────────────────────────────────────────────────────────────────────────────────
| Space shows or hides, Enter keeps it.                                   7 of 7
| F1 Help  Enter Take  Esc Cancel  F10 Quit
keys "extens" Space ^U "phones" Space Enter
see ' ALIAS ID   NAME'
see 'SERVER'
see 'GROUP'
see not 'EXTEN'
see not 'PHONES'
resize 40x24
see not 'EXTEN'
resize 80x24
keys / "8302x" Enter x Enter
file 'vicialias-aliases-2026-01-12.csv' has 'health,id,name,server,protocol,active,group'
file 'vicialias/columns' has '-extension'
keys c "extens" Space Enter
file 'vicialias/columns' has not '-extension'
see 'EXTEN'
store unchanged
