# Somebody else was faster: nothing is written, what was typed stays, what is stored now stands below it, saving compares anew.
size 80x24
sign in 6666
keys / "8302x" Enter e ^U "Front desk 2, nights"
sql 'UPDATE phones_alias SET alias_name = "Reception", user_group = "SALES" WHERE alias_id = "8302x"'
keys F2
see
|  Alias ID    8302x                            Fixed: agents type it to log in.
|  Name        [Front desk 2, nights                 ]                  20 of 50
|            ▲ stored now: Reception
|  Extension   [8302          ]  F4 pick                     on dialer1, dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      ( ) Y  ( ) N                                              now 1/2
|  Phones      [8302a,8302b                          ]  F4 pick        11 of 255
|                8302a      dialer1    REACHABLE    18 ms  agent 6012 INCALL
|                8302b      dialer2    UNREACHABLE      -  also in 8399x
|  User group  [SALES               ▼]
|            ▲ stored now: SALES
|              [ Save ]  [ Discard ]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8302x  name - Reception
|                      + Front desk 2, nights
|
|
|
|
| ■ Not saved: alias 8302x changed while you were editing. What is stored now
|   stands below each field; your edit is kept, and saving compares with it.
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert field  Esc Discard  F10 Quit
store unchanged
keys F2
see '√ 8302x saved: name.'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights'
sql 'SELECT user_group FROM phones_alias WHERE alias_id = "8302x"' gives 'SALES'
