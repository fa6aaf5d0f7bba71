# On the sign-in screen Esc clears the fields and leaves nothing; F10 quits.
size 80x24
keys "6666" Tab "12" Esc
see 'User       [                    ]'
see not '••'
cursor in 'User'
keys F10
over
