# The server becomes read-only while the console is open, as in a switch-over: that is said, looking and what is typed go on, saving is
# off, and when a server takes changes again, or r finds one, it goes on by itself.
size 80x24
sign in 6666
keys / "8302x" Enter Space e ^U "Front desk 2, nights"
see '1 change'
sql 'SET GLOBAL read_only = 1'
pass 31 s
see '▲ asterisk@demo is read-only now (a replica?). You may look; saving is off'
see '[READ-ONLY]'
see '[Front desk 2, nights '
keys F2
see 'asterisk@demo is read-only now (a replica?). Saving is off meanwhile.'
see '[Front desk 2, nights '
keys Esc Tab Enter
see '1 marked'
see
| ? Help  r Retry now  / Filter  e Edit  b Bulk  D Delete  n New  u Undo
see 'asterisk@demo is read-only now (a replica?). Saving is off meanwhile.'
keys r
see 'Saving stays off. The database server at '
keys D
see 'Saving is off meanwhile.'
keys H
see 'History of alias 8302x'
keys q
sql 'SET GLOBAL read_only = 0'
keys r
see '√ asterisk@demo takes changes again; it was read-only since 14:31:52.'
see '[RW]'
see '1 marked'
audit has 'left a server that became read-only'
keys e ^U "Front desk 2, nights" F2
see '√ 8302x saved: name.'
