# A review that does not fit under the form comes first on a screen of its own: nothing is written that was not shown.
size 80x16
sign in 6666
keys / "8302x" Enter e ", nights" Tab Tab Right
keys F2
see
| vicialias   Review alias 8302x          asterisk@demo  6666 Maria Foster  [RW]
|── Review: 3 changes in 3 records, nothing written yet ─────────────────────────
|    alias 8302x  name     - Front desk 2
|                          + Front desk 2, nights
|    phone 8302a  protocol - SIP
|                          + PJSIP
|    phone 8302b  protocol - SIP
|                          + PJSIP
|  ▲ In use now: agent 6012 INCALL on 8302a (dialer1).
|  ▲ Phone 8302b is shared: alias 8399x changes too.
|  ▲ 2 users default to 8302x: 6012, 6044.
|  ▲ Callers are sent to 8302a by call menu main, option 0.
|
|    [ Save ]    [ Back to form ]
| Nothing is written yet.                                          line 11 of 12
| ? Help  F2 Save  Tab Other button  Esc Back to form  F10 Quit
store unchanged
keys Esc
see '[Front desk 2, nights'
keys F2 Enter
see '√ 8302x saved: '
