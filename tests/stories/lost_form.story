# A form keeps what was typed when the database goes: saving says that it is paused, and after the connection is made again it saves.
size 80x24
sign in 6666
keys / "8302x" Enter e ^U "Front desk 2, nights"
database stop
keys F2
see '■ 8302x was not saved: The connection to the database is lost'
keys End
see
| vicialias   Edit alias 8302x        asterisk@demo  6666 Maria Foster  [PAUSED]
|■ No database since 14:31:52. The connection broke.
|  Your edit is kept. Saving is paused. Next try (1st) at 14:31:53.
|
|  Alias ID    8302x                            Fixed: agents type it to log in.
|  Name        [Front desk 2, nights                 ]                  20 of 50
|  Extension   [8302          ]  F4 pick                     on dialer1, dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      ( ) Y  ( ) N                                              now 1/2
|  Phones      [8302a,8302b                          ]  F4 pick        11 of 255
|                8302a      dialer1    REACHABLE    18 ms  agent 6012 INCALL
|                8302b      dialer2    UNREACHABLE      -  also in 8399x
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8302x  name - Front desk 2
|                      + Front desk 2, nights
|
|
|
|
|
| What people call it: letters, digits, blanks and - . , _       loaded 14:31:52
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2
see 'Saving is paused until the database answers again; what you typed is kept.'
keys " too" Tab ^U "8303"
see 'Your edit is kept. Saving is paused.'
see 'The connection to the database is lost'
database start
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2'
pass 1 s
see '√ The database answers again; it was gone since 14:31:52.'
see '[RW]'
see
| vicialias   Edit alias 8302x            asterisk@demo  6666 Maria Foster  [RW]
|
|  Alias ID    8302x                            Fixed: agents type it to log in.
|  Name        [Front desk 2, nights too             ]                  24 of 50
|  Extension   [8303          ]  F4 pick                     on dialer1, dialer2
|  Protocol    ( ) SIP  (•) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      (•) Y  ( ) N
|  Phones      [8303a,8303b                          ]  F4 pick        11 of 255
|                8303a      dialer1    REACHABLE    48 ms  agent 6044 PAUSED; a…
|                8303b      dialer2    REACHABLE    49 ms  also in 8303x; new m…
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 2 changes in 1 record, nothing written yet ──────────────────────────
|    alias 8302x  name   - Front desk 2
|                        + Front desk 2, nights too
|    alias 8302x  phones   + 8303a,8303b  - 8302a,8302b
|                          phone 8302a leaves, keeps SIP Y
|                          phone 8302b leaves, keeps SIP N
|  ▲ 2 users default to 8302x: 6012, 6044.
|
|
|
| √ The database answers again; it was gone since 14:31:52.      loaded 14:31:52
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2
see '√ 8302x saved: name; phones'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights too'
