# In the smallest window all of what finds one's way is there: the whole of a line stands in the message row, or scrolls.
size 40x10
ascii
sign in 6666
keys :
see '| > alias-filter       filter as you ~ |'
see '/ F3: filter as you type'
keys "about" Enter
see 'Program     vicialias '
keys Down Down Down Down Down Down Down Down Down
see 'Signed in   6666 Maria Foster'
keys Esc !
see
| Aliases      asterisk@demo  6666  [RW]
| /                        1 284 aliases
|+- Messages ---------------------------+
|| > 14:31:52 Last login 2026-01-09 14~ |
|| ------------------------------------ |
|| Last login 2026-01-09 14:31 from     |
|+--------------------------------------+
|----------------------------------------
|
| ? Help  Esc Close  F10 Quit
keys Esc y
see
| Aliases      asterisk@demo  6666  [RW]
|-- Copy --------------------------------
|
|> Alias ID
|1001x
|
|----------------------------------------
| Alias ID sent to the clipboard. If
| nothing arrives, select it by mouse.
| ? Help  Down Next  Esc Close  F10 Quit
keys Tab
see ',1001x,SupportDesk,'
keys Esc x Tab
see
| Aliases      asterisk@demo  6666  [RW]
|+- Export 1 284 aliases ---------------+
||                                      |
||  File  ias-aliases-2026-01-12.json   |
||                                      |
||  JSON: an array with an object a     |
||  row.                                |
|+--------------------------------------+
|
| F1 Help  Enter Write  Esc Cancel
