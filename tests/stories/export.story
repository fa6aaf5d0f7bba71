# What is shown is exported, as CSV or JSON, into a file whose name is asked; one that exists is replaced only when told so.
size 80x24
sign in 6666
keys / "front desk" Enter x
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter  front desk                                                  3 of 1 284
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 8301x      Front desk 1      8301     8301a,8301b     dialer1 +1 SIP   Y
|  ▲ 8302x      Front desk 2      8302     8302a,8302b     dialer1 +1 SIP   1/2
|  ● 8303x      Front desk 3      8303     8303a,8303b     dialer1 +1 PJSIP Y
|
|
|     ┌─ Export 3 aliases ─────────────────────────────────────────────────┐
|     │                                                                    │
|     │  File  ~/vicialias-aliases-2026-01-12.csv                          │
|     │                                                                    │
|     │  CSV, safe to open in a spreadsheet. A name in .json makes JSON.   │
|     │                                                                    │
|     └────────────────────────────────────────────────────────────────────┘
|
|
|── 8301x  Front desk 1 ─────────────────────────────────────────────────────────
|  8301a      dialer1    SIP    Y  REACHABLE     34 ms
|  8301b      dialer2    SIP    Y  REACHABLE     35 ms
|
|────────────────────────────────────────────────────────────────────────────────
|
| F1 Help  Enter Write  Esc Cancel  Tab CSV or JSON  F10 Quit
keys Enter
see 'aliases written to ~/vicialias-aliases-2026-01-12.csv'
keys x Enter
see 'exists already.'
keys Enter
see 'File  ~/vicialias-aliases-2026-01-12.csv'
keys Enter y
see 'aliases written to ~/vicialias-aliases-2026-01-12.csv'
file 'vicialias-aliases-2026-01-12.csv' has 'health,id,name,extension,phones,server,protocol,active,group'
file 'vicialias-aliases-2026-01-12.csv' has 'good,8301x,Front desk 1,8301,"8301a,8301b","dialer1,dialer2",SIP,Y,---ALL---'
file 'vicialias-aliases-2026-01-12.csv' has not '1001x'
keys x Tab
see 'JSON: an array with an object a row.'
keys Enter
file 'vicialias-aliases-2026-01-12.json' has '"id": "8301x", "name": "Front desk 1"'
keys x ^U "/nowhere/at/all.csv" Enter
see '/nowhere/at/all.csv cannot be made: No such file or directory.'
keys ^U Enter
see 'Type the name of a file.'
keys Esc A / "action:login" Enter x
see 'Export 1 entry'
keys Enter
file 'vicialias-entries-2026-01-12.csv' has 'seq,when,admin,action,alias,outcome,change'
file 'vicialias-entries-2026-01-12.csv' has '2,2026-01-12 14:31:52,6666,login,,,from 127.0.0.1'
store unchanged
