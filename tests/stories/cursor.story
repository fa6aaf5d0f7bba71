# The cursor belongs to an alias, not to a line: it stays there through sort, filter and refresh.
size 80x24
sign in 6666
keys / "8302x" Enter
role '8302x' table.cursor
keys Esc
role '8302x' table.cursor
keys >
see 'NAME ▲'
role '8302x' table.cursor
keys I
see 'NAME ▼'
role '8302x' table.cursor
keys > > <
see 'EXTEN ▲'
role '8302x' table.cursor
sql 'DELETE FROM phones_alias WHERE alias_id < "8300"'
keys R
role '8302x' table.cursor
see not '1001x'
keys Home
see not '8302x  Front'
