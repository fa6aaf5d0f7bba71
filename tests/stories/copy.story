# What is to be copied stands alone on its lines for the mouse, and is sent to the terminal's clipboard.
size 80x24
sign in 6666
keys / "8302x" Enter y
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
|── Copy ────────────────────────────────────────────────────────────────────────
|
|► Alias ID
|8302x
|
|  Row as CSV
|look,8302x,Front desk 2,8302,"8302a,8302b","dialer1,dialer2",SIP,1/2,---ALL---
|
|  Phones
|8302a,8302b
|
|
|
|
|
|
|
|
|
|
|────────────────────────────────────────────────────────────────────────────────
| Alias ID sent to the clipboard. If nothing arrives, select it by mouse.
| ? Help  Down Next  Esc Close  F10 Quit
keys Down
see 'Row as CSV sent to the clipboard. If nothing arrives, select it by mouse.'
keys Esc
see not 'Row as CSV'
keys A / "action:login" Enter y
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
|── Copy ────────────────────────────────────────────────────────────────────────
|
|► Row as CSV
|2,2026-01-12 14:31:52,6666,login,,,from 127.0.0.1
|
|  Change
|from 127.0.0.1
|
|
|
|
|
|
|
|
|
|
|
|
|
|────────────────────────────────────────────────────────────────────────────────
| Row as CSV sent to the clipboard. If nothing arrives, select it by mouse.
| ? Help  Down Next  Esc Close  F10 Quit
keys Esc
store unchanged
