# Without the right to edit the form opens to be looked at, and says what is lacking; nothing can be typed or deleted.
size 80x24
sign in viewer
see '[READ-ONLY]'
role 'Delete' text.dim
keys Down Up e
see
| vicialias   Alias 1001x        asterisk@demo  viewer Viktor Weber  [READ-ONLY]
|
|  Alias ID    1001x                            Fixed: agents type it to log in.
|  Name        [SupportDesk                          ]                  11 of 50
|  Extension   [1001          ]                              on dialer1, dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      (•) Y  ( ) N
|  Phones      [1001a,1001b                          ]                 11 of 255
|                1001a      dialer1    REACHABLE    20 ms
|                1001b      dialer2    REACHABLE    21 ms
|  User group  [---ALL---           ▼]
keys x
see 'You may look, not edit or delete: user viewer lacks ast_admin_access or'
see not '[SupportDeskx'
keys F2
see 'You may look, not edit or delete'
keys Esc D
see 'You may look, not edit or delete'
see not 'Delete phone alias'
store unchanged
