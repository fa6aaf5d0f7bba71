# The mouse is the terminal's until one asks for it; then rows, titles, the wheel and the words of the key bar take it.
sign in 6666
see '► ● 1001x'
click '1008x'
see '► ● 1001x'
see not '► ● 1008x'
keys : "mouse" Enter
see 'The mouse is on: click rows, titles, keys. Shift selects text.'
click '1008x'
see '► ● 1008x'
wheel down
see not '► ● 1008x'
wheel up
see '► ● 1008x'
click 'NAME'
see 'NAME ▲'
click 'NAME'
see 'NAME ▼'
click 'ALIAS ID'
see 'ALIAS ID ▲'
click '/ Filter'
keys "100" Enter
see '/ Filter'
keys A
see 'Audit log'
click 'session'
see '── #1  session'
click 'Esc Back'
keys F1
wheel down
see '► │'
click 'Esc Close'
keys :
click 'alias-new'
see '► alias-new'
click 'Esc Close'
keys T
click 'mono'
wears 'mono'
click 'Esc Back'
wears 'default'
keys e
wheel down
cursor in 'Extension'
click 'Esc Discard'
click '1008x'
click 'D Delete'
see 'Delete phone alias 1008x'
keys Esc : "mouse" Enter
see 'The mouse is the terminal'
click 'e Edit'
see not 'Edit alias'
store unchanged
