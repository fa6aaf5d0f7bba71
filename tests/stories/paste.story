# IDs pasted on the list are asked about, in any case and however they are separated; unknown ones are named; nothing that was
# pasted is a command, and nothing is written.
size 80x24
sign in 6666
paste '8301X\n8302x,8303x;Q\n9999q 8302x\n'
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 1001x      SupportDesk       1001     1001a,1001b     dialer1 +1 SIP   Y
|  ● 1003x      Help desk 3       1003     1003a,1003b     dialer1 +1 SIP   Y
|  ● 1004x      Help desk 4       1004     1004a,1004b     dialer1 +1 SIP   Y
|  ● 1005x      Help desk 5       1005     1005a,1005b     dialer1 +1 SIP   Y
|  ● 1006x      Help desk 6       1006     1006a,1006b     dialer1 +1 SIP   Y
|  ● 1007x┌─ Mark these IDs? ──────────────────────────────────────────┐P   Y
|  ● 1008x│                                                            │P   Y
|  ● 1009x│  5 IDs pasted: 3 of aliases here. No alias has these:      │P   Y
|  ● 1010x│  Q                     9999q                               │P   Y
|  ● 1011x│                                                            │P   Y
|  ● 1012x│                                                            │P   Y
|  ● 1013x│  [ Mark 3 ]    [ Cancel ]                                  │P   Y
|  ● 1014x└────────────────────────────────────────────────────────────┘P   Y
|  ● 1015x      Help desk 15      1015     1015a,1015b     dialer1 +1 SIP   Y
|── 1001x  SupportDesk ──────────────────────────────────────────────────────────
|  1001a      dialer1    SIP    Y  REACHABLE     20 ms
|  1001b      dialer2    SIP    Y  REACHABLE     21 ms
|
|────────────────────────────────────────────────────────────────────────────────
| Marking writes nothing.                                              2 unknown
| ? Help  Tab Other button  Enter Press  Esc Cancel  F10 Quit
keys Esc
see not ' marked'
paste '8301X\n8302x,8303x;Q\n9999q 8302x\n'
keys Enter
see '3 marked'
see 'Aliases'
keys /
paste '8310x\n8311x\n'
see 'Mark these IDs?'
keys Enter
see '5 marked'
keys /
paste 'front desk'
see 'Filter  front desk'
keys Esc
paste 'nobody\nnothing'
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                1 284 aliases   5 marked
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 1001x      SupportDesk       1001     1001a,1001b     dialer1 +1 SIP   Y
|  ● 1003x      Help desk 3       1003     1003a,1003b     dialer1 +1 SIP   Y
|  ● 1004x      Help desk 4       1004     1004a,1004b     dialer1 +1 SIP   Y
|  ● 1005x      Help desk 5       1005     1005a,1005b     dialer1 +1 SIP   Y
|  ● 1006x      Help desk 6       1006     1006a,1006b     dialer1 +1 SIP   Y
|  ● 1007x┌─ Mark these IDs? ──────────────────────────────────────────┐P   Y
|  ● 1008x│                                                            │P   Y
|  ● 1009x│  2 IDs pasted: 0 of aliases here. No alias has these:      │P   Y
|  ● 1010x│  nobody                nothing                             │P   Y
|  ● 1011x│                                                            │P   Y
|  ● 1012x│                                                            │P   Y
|  ● 1013x│  [ Mark 0 ]    [ Cancel ]                                  │P   Y
|  ● 1014x└────────────────────────────────────────────────────────────┘P   Y
|  ● 1015x      Help desk 15      1015     1015a,1015b     dialer1 +1 SIP   Y
|── 1001x  SupportDesk ──────────────────────────────────────────────────────────
|  1001a      dialer1    SIP    Y  REACHABLE     20 ms
|  1001b      dialer2    SIP    Y  REACHABLE     21 ms
|
|────────────────────────────────────────────────────────────────────────────────
| Marking writes nothing.                                              2 unknown
| ? Help  Tab Other button  Enter Press  Esc Cancel  F10 Quit
keys Enter
see '5 marked'
store unchanged
