# A database that goes before anybody signed in is found again too, and it costs no try.
size 80x24
keys Up Down
database stop
sign in 6666
see 'The connection to the database is lost'
see not 'Try 2'
database start
pass 1 s
see 'The database answers again'
keys "1234" Enter
see '1 284 aliases'
see '[RW]'
