# Arrows, vi keys, pages and ends move; none of them writes or leaves.
size 80x24
sign in 6666
keys Down j Down k
role '1004x' table.cursor
keys PgDn
see not '1004x  Help desk 4'
keys ^B g
role '1001x' table.cursor
keys G
see not '1001x'
keys Home
role '1001x' table.cursor
store unchanged
