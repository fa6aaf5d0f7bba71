# Marks: Space and Ins mark and go on, V marks a range, + all that is shown, - none, * turns them round. They outlive filter, sort
# and a new reading, the row says how many there are, and the filter word marked: shows them.
size 80x24
sign in 6666
keys / "83" Enter
keys Down Space Ins
see '2 marked'
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter  83                                              75 of 1 284   2 marked
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|  ● 2083       2083 phone        3 diffe… 2083a,2083b,20… dialer1 +2 IAX2  Y
| *● 3083x      Dmitri Díaz       3083     3083a,3083b     dialer1 +1 SIP   Y
| *● 3183x      Xavier Jones      3183     3183a,3183b     dialer1 +1 SIP   Y
|► ● 3283x      Dmitri Popescu    3283     3283a,3283b     dialer1 +1 SIP   Y
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
|── 3283x  Dmitri Popescu ───────────────────────────────────────────────────────
|  3283a      dialer1    SIP    Y  REACHABLE     45 ms
|  3283b      dialer2    SIP    Y  REACHABLE     46 ms
|
|────────────────────────────────────────────────────────────────────────────────
|                                                       read 14:31:52  live 30 s
| ? Help  / Filter  e Edit  b Bulk  D Delete  n New  u Undo  Space Mark  F10 Quit
keys Down V Down
see 'Range from 3383x: V marks up to here, Esc leaves it.'
keys Esc
see '2 marked'
keys V Down Down V
see '5 marked'
keys I
see '5 marked'
keys R
see '5 marked'
keys / ^U "marked:" Enter
see ' 5 of 1 284   5 marked'
role '*' table.marked
keys Space
see '4 marked'
keys *
see '1 marked'
keys -
see not '1 marked'
see 'Nothing matches  marked:.'
keys Esc + * Space
see '1 marked'
keys / "8301x" Enter Space
see '2 marked'
sql 'DELETE FROM phones_alias WHERE alias_id="8301x"'
keys R
see '1 marked'
see 'Nothing matches  8301x.'
