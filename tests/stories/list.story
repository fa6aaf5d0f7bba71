# The list: what every alias is, its sign, and in the strip its phones in words; names keep their accents.
size 80x24
sign in 6666
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 1001x      SupportDesk       1001     1001a,1001b     dialer1 +1 SIP   Y
|  ● 1003x      Help desk 3       1003     1003a,1003b     dialer1 +1 SIP   Y
|  ● 1004x      Help desk 4       1004     1004a,1004b     dialer1 +1 SIP   Y
|  ● 1005x      Help desk 5       1005     1005a,1005b     dialer1 +1 SIP   Y
|  ● 1006x      Help desk 6       1006     1006a,1006b     dialer1 +1 SIP   Y
|  ● 1007x      Help desk 7       1007     1007a,1007b     dialer1 +1 SIP   Y
|  ● 1008x      Help desk 8       1008     1008a,1008b     dialer1 +1 SIP   Y
|  ● 1009x      Help desk 9       1009     1009a,1009b     dialer1 +1 SIP   Y
|  ● 1010x      Help desk 10      1010     1010a,1010b     dialer1 +1 SIP   Y
|  ● 1011x      Help desk 11      1011     1011a,1011b     dialer1 +1 SIP   Y
|  ● 1012x      Help desk 12      1012     1012a,1012b     dialer1 +1 SIP   Y
|  ● 1013x      Help desk 13      1013     1013a,1013b     dialer1 +1 SIP   Y
|  ● 1014x      Help desk 14      1014     1014a,1014b     dialer1 +1 SIP   Y
|  ● 1015x      Help desk 15      1015     1015a,1015b     dialer1 +1 SIP   Y
|── 1001x  SupportDesk ──────────────────────────────────────────────────────────
|  1001a      dialer1    SIP    Y  REACHABLE     20 ms
|  1001b      dialer2    SIP    Y  REACHABLE     21 ms
|
|────────────────────────────────────────────────────────────────────────────────
| Last login 2026-01-09 14:31 from 10.1.4.20, no failures since.
| ? Help  / Filter  e Edit  b Bulk  D Delete  n New  u Undo  Space Mark  F10 Quit
see 'Last login 2026-01-09 14:31 from 10.1.4.20, no failures since.'
keys / "83"
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter  83                                                         75 of 1 284
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 2083       2083 phone        3 diffe… 2083a,2083b,20… dialer1 +2 IAX2  Y
|  ● 3083x      Dmitri Díaz       3083     3083a,3083b     dialer1 +1 SIP   Y
|  ● 3183x      Xavier Jones      3183     3183a,3183b     dialer1 +1 SIP   Y
|  ● 3283x      Dmitri Popescu    3283     3283a,3283b     dialer1 +1 SIP   Y
|  ● 3383x      Xavier Young      3383     3383a,3383b     dialer1 +1 SIP   Y
|  ● 4083x      Dmitri Ribeiro    4083     4083a,4083b     dialer2 +1 SIP   Y
|  ● 4183x      Xavier Abreu      4183     4183a,4183b     dialer2 +1 SIP   Y
|  ● 5083x      Dmitri Hansen     5083     5083a,5083b,50… dialer2 +2 SIP   Y
|  ● 5183x      Xavier Novák      5183     5183a,5183b,51… dialer2 +2 SIP   Y
|  ● 7083x      Dmitri Ivanova    7083     7083a,7083b     dialer3 +1 PJSIP Y
|  ▲ 83-70      Agents cannot ty… 8301     8301a           dialer1    SIP   Y
|  ● 8301x      Front desk 1      8301     8301a,8301b     dialer1 +1 SIP   Y
|  ▲ 8302x      Front desk 2      8302     8302a,8302b     dialer1 +1 SIP   1/2
|  ● 8303x      Front desk 3      8303     8303a,8303b     dialer1 +1 PJSIP Y
|── 2083  2083 phone ────────────────────────────────────────────────────────────
|  2083a      dialer1    IAX2   Y  REACHABLE     25 ms
|  2083b      dialer2    IAX2   Y  REACHABLE     25 ms
|  2083c      dialer3    IAX2   Y  REACHABLE     25 ms
|────────────────────────────────────────────────────────────────────────────────
| Enter keeps the filter, Esc clears it.                read 14:31:52  live 30 s
| F1 Help  F3 Filter  F2 Edit  F7 Bulk  F8 Delete  Ins Mark  F10 Quit
role '83' table.match
keys Enter
see ' of 1 284'
