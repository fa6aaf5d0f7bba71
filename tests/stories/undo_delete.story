# A deleted alias comes back with every byte it had; in its place somebody else's is left alone.
size 80x24
sign in 6666
keys / "8302x" Enter D "8302x" Tab Tab Enter
see '√ 8302x deleted. Press u to undo.'
keys u
see
| vicialias   Undo #3 of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8302x  name   + Front desk 2
|    alias 8302x  phones   + 8302a,8302b
|    alias 8302x  group  + ---ALL---
|  ▲ Phone 8302b stays listed while inactive: an agent who is sent there gets a
|    broken session.
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
|
|    [ Undo ]    [ Back ]
| Makes the alias again. Nothing is written yet.
| ? Help  F2 Write  Enter Press  Tab Other button  Esc Back  F10 Quit
keys Enter
see '√ 8302x: change #3 undone.'
sql 'SELECT CONCAT_WS("/", alias_name, logins_list, user_group) FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2/8302a,8302b/---ALL---'
keys D "8302x" Tab Tab Enter
see '√ 8302x deleted.'
sql 'INSERT INTO phones_alias VALUES ("8302x", "Reception", "8302a", "SALES")'
keys u
see 'Not undone: alias 8302x exists again since change #7. Nothing was written.'
store unchanged
