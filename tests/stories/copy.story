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
|look,8302x,Front desk 2,8302,"8302a,8302b",dialer1 +1,SIP,1/2,'---ALL---
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
store unchanged
