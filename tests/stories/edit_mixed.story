# Phones that differ show as they are; untouched they are not made equal, and a shared phone is told of before it changes.
size 80x24
sign in 6666
keys / "8399x" Enter e
see
|  Alias ID    8399x                            Fixed: agents type it to log in.
|  Name        [Switchboard, nights                  ]                  19 of 50
|  Extension   [              ]  F4 pick                  2 different on dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      ( ) Y  ( ) N                                              now 1/2
|  Phones      [8302b,8320a                          ]  F4 pick        11 of 255
|                8302b      dialer2    UNREACHABLE      -  also in 8302x
|                8320a      dialer2    REACHABLE    44 ms  also in 8320x
|  User group  [NIGHT               ▼]
|              [ Save ]  [ Discard ]
|── Review: nothing changed ─────────────────────────────────────────────────────
keys Tab Tab Right
see 'is shared: alias'
keys F5
see 'Review: nothing changed'
keys Esc
see '8399x'
store unchanged
