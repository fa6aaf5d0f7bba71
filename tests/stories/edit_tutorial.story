# The tutorial, word for word: SupportDesk becomes TechSupport on extension 1002, SIP, active.
size 80x24
sign in 6666
keys / "SupportDesk" Enter e ^U "TechSupport" Tab ^U "1002" Tab Space Tab Space
see
| vicialias   Edit alias 1001x            asterisk@demo  6666 Maria Foster  [RW]
|  Alias ID    1001x                            Fixed: agents type it to log in.
|  Name        [TechSupport                          ]                  11 of 50
|  Extension   [1002          ]  F4 pick                     on dialer1, dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      (•) Y  ( ) N
|  Phones      [1002a,1002b                          ]  F4 pick        11 of 255
|                1002a      dialer1    REACHABLE    27 ms  new member
|                1002b      dialer2    UNREACHABLE      -  new member
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 4 changes in 2 records, nothing written yet ─────────────────────────
|    alias 1001x  name     - SupportDesk
|                          + TechSupport
|    alias 1001x  phones     + 1002a,1002b  - 1001a,1001b
|    phone 1002b  protocol - PJSIP
|                          + SIP
|    phone 1002b  active   - N
|                          + Y
|                            phone 1001a leaves, keeps SIP Y
|                            phone 1001b leaves, keeps SIP Y
|  ▲ Asterisk config rebuild on dialer2 and dialer1, within a minute.
| Belongs to the phones: N also takes their own login and registration.
| ? Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2
see '1001x saved: '
see 'Pending: rebuild on '
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "1001x"' gives 'TechSupport'
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "1001x"' gives '1002a,1002b'
sql 'SELECT GROUP_CONCAT(protocol, active ORDER BY login) FROM phones WHERE extension = "1002"' gives 'SIPY,SIPY'
sql 'SELECT GROUP_CONCAT(protocol, active ORDER BY login) FROM phones WHERE extension = "1001"' gives 'SIPY,SIPY'
audit has 'TechSupport'
