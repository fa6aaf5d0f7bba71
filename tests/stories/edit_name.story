# A name is changed: the review shows what will be written, and only that is written.
size 80x24
sign in 6666
keys / "8302x" Enter e
see
|  Alias ID    8302x                            Fixed: agents type it to log in.
|  Name        [Front desk 2                         ]                  12 of 50
|  Extension   [8302          ]  F4 pick                     on dialer1, dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      ( ) Y  ( ) N                                              now 1/2
|  Phones      [8302a,8302b                          ]  F4 pick        11 of 255
|                8302a      dialer1    REACHABLE    18 ms  agent 6012 INCALL
|                8302b      dialer2    UNREACHABLE      -  also in 8399x
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: nothing changed ─────────────────────────────────────────────────────
keys ", nights"
see
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
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2'
keys F2
see '√ 8302x saved: name.'
see 'Front desk 2, ni…'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights'
sql 'SELECT COUNT(*) FROM vicidial_admin_log WHERE record_id = "8302x" AND event_notes LIKE "%va1 %"' gives '1'
audit has 'Front desk 2, nights'
