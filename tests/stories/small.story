# Too small a window says so and how large it is; q quits; the form waits unharmed until it is larger.
size 80x24
sign in 6666
keys e " West"
resize 20x5
see
|Make the window
|larger (now 20x5,
|needs 40x10).
|Changes are not
|saved
keys q q
see 'Make the window'
resize 40x10
see 'SupportDesk West'
keys F10
see 'The form holds changes'
keys Esc
resize 80x24
keys Esc y
resize 36x9
see
|Make the window larger (now 36x9,
|needs 40x10). q quits
keys q
over
