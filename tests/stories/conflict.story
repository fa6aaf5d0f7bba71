# Somebody else was faster: nothing is written, three versions of each value that differs stand side by side, and of each it is chosen what is kept.
size 80x24
sign in 6666
keys / "8302x" Enter e ^U "Front desk 2, nights" Tab Tab Tab Right Tab End ",8302c"
sql 'UPDATE phones_alias SET logins_list = "8302b,8301a", user_group = "SALES" WHERE alias_id = "8302x"'
keys F2
see
| vicialias   Save alias 8302x            asterisk@demo  6666 Maria Foster  [RW]
|
|  ■  Not saved: alias 8302x changed while you were editing.
|     You opened it at 14:31:52. No log says who changed it.
|
|    FIELD             WHEN OPENED        STORED NOW         YOURS
|  ► name              Front desk 2       Front desk 2       Front desk 2, nig…
|    phones            8302a,8302b        8302b,8301a        8302a,8302b,8302c
|    group             ---ALL---          SALES              ---ALL---
|    8302b active      N                  N                  Y
|
|  name:
|    ( ) keep theirs      Front desk 2
|    (•) keep mine        Front desk 2, nights
|
|
|
|
|
|
|
|    [ Review merged ]    [ Back to form ]    [ Discard mine ]
| Nothing was written.                         your edit is kept until you leave
| ? Help  Right Choose  Tab Button  Enter Press  y Copy  Esc Back  F10 Quit
store unchanged
keys Down
see '(•) take both'
see
| vicialias   Save alias 8302x            asterisk@demo  6666 Maria Foster  [RW]
|
|  ■  Not saved: alias 8302x changed while you were editing.
|     You opened it at 14:31:52. No log says who changed it.
|
|    FIELD             WHEN OPENED        STORED NOW         YOURS
|    name              Front desk 2       Front desk 2       Front desk 2, nig…
|  ► phones            8302a,8302b        8302b,8301a        8302a,8302b,8302c
|    group             ---ALL---          SALES              ---ALL---
|    8302b active      N                  N                  Y
|
|  phones changed on both sides:
|    (•) take both        8302b,8301a,8302c
|    ( ) keep theirs      8302b,8301a
|    ( ) keep mine        8302a,8302b,8302c
|    8302a removed by them
|
|
|
|
|
|    [ Review merged ]    [ Back to form ]    [ Discard mine ]
| Nothing was written.                         your edit is kept until you leave
| ? Help  Right Choose  Tab Button  Enter Press  y Copy  Esc Back  F10 Quit
keys y
see
| vicialias   Save alias 8302x            asterisk@demo  6666 Maria Foster  [RW]
|── Copy ────────────────────────────────────────────────────────────────────────
|
|► When opened
|8302x  name: Front desk 2; phones: 8302a,8302b; group: ---ALL---; 8302b active:
|N
|
|  Stored now
|8302x  name: Front desk 2; phones: 8302b,8301a; group: SALES; 8302b active: N
|
|  Yours
|8302x  name: Front desk 2, nights; phones: 8302a,8302b,8302c; group: ---ALL---;
|8302b active: Y
|
|
|
|
|
|
|
|
|────────────────────────────────────────────────────────────────────────────────
| When opened sent to the clipboard. If nothing arrives, select it by mouse.
| ? Help  Down Next  Esc Close  F10 Quit
keys Esc Left
see '(•) keep mine'
keys Right Enter
see
| vicialias   Review alias 8302x          asterisk@demo  6666 Maria Foster  [RW]
|── Review: 3 changes in 2 records, nothing written yet ─────────────────────────
|    alias 8302x  name   - Front desk 2
|                        + Front desk 2, nights
|    alias 8302x  phones   8302b,8301a  + 8302c
|    phone 8302b  active - N
|                        + Y
|  ▲ Phone 8302b is shared: alias 8399x changes too.
|  ▲ 2 users default to 8302x: 6012, 6044.
|  ▲ Asterisk config rebuild on dialer2 and dialer1, within a minute.
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
|    [ Save ]    [ Back to form ]
| Nothing is written yet.
| ? Help  F2 Save  Tab Other button  Esc Back to form  F10 Quit
keys Esc
see 'take both'
keys Esc
see
| vicialias   Edit alias 8302x            asterisk@demo  6666 Maria Foster  [RW]
|
|  Alias ID    8302x                            Fixed: agents type it to log in.
|  Name        [Front desk 2, nights                 ]                  20 of 50
|  Extension   [8302          ]  F4 pick            on dialer1, dialer2, dialer3
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      3 phones
|  Active      (•) Y  ( ) N
|  Phones      [8302a,8302b,8302c                    ]  F4 pick        17 of 255
|                8302a      dialer1    REACHABLE    18 ms  agent 6012 INCALL; c…
|                8302b      dialer2    UNREACHABLE      -  also in 8399x
|                8302c      dialer3    REACHABLE    22 ms  new member
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 3 changes in 2 records, nothing written yet ─────────────────────────
|    alias 8302x  name   - Front desk 2
|                        + Front desk 2, nights
|    alias 8302x  phones   8302a,8302b  + 8302c
|    phone 8302b  active - N
|                        + Y
|  ▲ Phone 8302b is shared: alias 8399x changes too.
|  ▲ 2 users default to 8302x: 6012, 6044.
|  ▲ Asterisk config rebuild on dialer2 and dialer1, within a minute.
| The phone logins it stands for, with commas between; their order counts.
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2 Enter F2
see '√ 8302x saved: name'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights'
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "8302x"' gives '8302b,8301a,8302c'
sql 'SELECT user_group FROM phones_alias WHERE alias_id = "8302x"' gives 'SALES'
sql 'SELECT active FROM phones WHERE login = "8302b"' gives 'Y'
