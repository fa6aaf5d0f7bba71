# A read-only server, a replica, is browsed: the title, the forms and the keys say why nothing can be changed.
size 80x24
sql 'SET GLOBAL read_only = 1'
sign in 6666
see '[READ-ONLY]'
keys Down
see 'You may look, not change: the database server is read-only.'
keys D
see 'You may look, not change: the database server is read-only.'
keys / "8302x" Enter e
see 'Alias 8302x'
see 'You may look, not change: the database server is read-only.'
keys F2
see 'You may look, not change: the database server is read-only.'
keys Esc
sql 'SET GLOBAL read_only = 0'
store unchanged
