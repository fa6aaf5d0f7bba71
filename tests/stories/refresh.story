# What others changed is there after R; a form that is open is not touched by it.
size 80x24
sign in 6666
sql 'UPDATE phones_alias SET alias_name = "Changed outside" WHERE alias_id = "1001x"'
see not 'Changed outside'
keys R
see 'Changed outside'
