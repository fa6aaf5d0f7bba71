# With the mouse on, a conflict is settled by clicks: a click on a field shows its versions, on a choice or its value keeps it, on a button presses it.
size 80x24
settings 'mouse = yes'
sign in 6666
keys / "8302x" Enter e ^U "Front desk 2, nights" Tab Tab Tab Right Tab End ",8302c"
sql 'UPDATE phones_alias SET logins_list = "8302b,8301a", user_group = "SALES" WHERE alias_id = "8302x"'
keys F2
see '(•) keep mine        Front desk 2, nights'
click '( ) keep theirs'
see '(•) keep theirs      Front desk 2'
click 'phones            8302a,8302b'
see '(•) take both        8302b,8301a,8302c'
click '8302a,8302b,8302c'
see '(•) take both'
click '( ) keep mine'
see '(•) keep mine        8302a,8302b,8302c'
click '8302b,8301a,8302c'
see '(•) take both        8302b,8301a,8302c'
wheel up
see '► name'
click '8302b active'
click '( ) keep theirs'
see '(•) keep theirs'
click '[ Back to form ]'
see 'Edit alias 8302x'
keys F2
see 'Not saved: alias 8302x changed'
click '( ) keep theirs'
click '8302b active'
click '( ) keep theirs'
click '[ Review merged ]'
see 'Review alias 8302x'
see '8302b,8301a  + 8302c'
click '[ Save ]'
see '√ 8302x saved: phones +8302c'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2'
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "8302x"' gives '8302b,8301a,8302c'
sql 'SELECT active FROM phones WHERE login = "8302b"' gives 'N'
