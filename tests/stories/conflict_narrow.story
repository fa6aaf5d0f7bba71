# The conflict screen with 40 columns, in ASCII and without colour: what is kept stands in the list, the versions of the field under the cursor below it.
size 40x24
ascii
settings 'theme = mono'
sign in 6666
keys / "8302x" Enter e ^U "Front desk 2, nights" Tab Tab Tab Tab End ",8302c"
sql 'UPDATE phones_alias SET logins_list = "8302b,8301a", alias_name = "Reception" WHERE alias_id = "8302x"'
keys F2
see
| Save alias 8302x    asterisk@demo [RW]
|
|  X  Not saved: alias 8302x changed
|     while you were editing.
|     You opened it at 14:31:52. No log
|     says who changed it.
|
|  FIELD         KEPT
|> name          Front desk 2, nights
|  phones        8302b,8301a,8302c
|
|  name:
| ( ) keep theirs
|     Reception
| (*) keep mine
|     Front desk 2, nights
|
|
|
| [ Review merged ]
| [ Back to form ]
| [ Discard mine ]
| Nothing was written.
| ? Help  Right Choose  Tab Button
role 'keep mine' field.focus
keys Down
see
| Save alias 8302x    asterisk@demo [RW]
|
|  X  Not saved: alias 8302x changed
|     while you were editing.
|     You opened it at 14:31:52. No log
|     says who changed it.
|
|  FIELD         KEPT
|  name          Front desk 2, nights
|> phones        8302b,8301a,8302c
|
|  phones changed on both sides:
| (*) take both
|     8302b,8301a,8302c
| ( ) keep theirs
|     8302b,8301a
| ( ) keep mine
|     8302a,8302b,8302c
|
| [ Review merged ]
| [ Back to form ]
| [ Discard mine ]
| Nothing was written.
| ? Help  Right Choose  Tab Button
keys Up Left
see '(*) keep theirs'
keys Enter
see
| Review alias 8302x  asterisk@demo [RW]
|-- Review: 1 change in 1 record, noth~--
|  alias 8302x phones   8302b,8301a  +
|                       8302c
|! 2 users default to 8302x: 6012, 6044.
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
|
|
|    [ Save ]    [ Back to form ]
| Nothing is written yet.
| ? Help  F2 Save  Tab Other button
keys F2
see 'OK 8302x saved: phones'
sql 'SELECT CONCAT_WS(" ", alias_name, logins_list) FROM phones_alias WHERE alias_id = "8302x"' gives 'Reception 8302b,8301a,8302c'
