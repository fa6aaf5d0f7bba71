# The screen can be locked at once by name, and with nothing unsaved F10 ends the session from there.
size 80x24
settings 'lock_minutes = 0'
sign in 6666
pass 86400 s
see '[RW]'
keys ":" "lock" Enter
see '┌─ Locked ─'
see not '8302x'
keys F10
over
