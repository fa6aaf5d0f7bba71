# Phones are chosen from a list; the one that comes stands at the end, the one that goes is named.
size 80x24
sign in 6666
keys / "8302x" Enter e Tab Tab Tab Tab F4 "8302"
see
|  A┌─ Phones ───────────────────────────────────────────────────────────────┐n.
|  N│ Type to find  8302                                                     │50
|  E│ ► [x] 8302a        dialer1    SIP    Y  REACHABLE    8302              │r2
|  P│   [x] 8302b        dialer2    SIP    N  UNREACHABLE  8302              │es
|  A│   [ ] 8302c        dialer3    SIP    Y  REACHABLE    8302              │/2
|  P│                                                                        │55
keys Space Down Space Enter
see '8302b  + 8302c  - 8302a'
keys F5
see 'Review: nothing changed'
keys End ",8302c"
see
|  Phones      [8302a,8302b,8302c                    ]  F4 pick        17 of 255
|                8302a      dialer1    REACHABLE    18 ms  agent 6012 INCALL
|                8302b      dialer2    UNREACHABLE      -  also in 8399x
|                8302c      dialer3    REACHABLE    22 ms  new member
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8302x  phones   8302a,8302b  + 8302c
keys F2
see '√ 8302x saved: phones +8302c.'
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "8302x"' gives '8302a,8302b,8302c'
