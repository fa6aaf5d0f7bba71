# Who types faster than the log is read acts on the entry that was asked for, not on the one that the cursor was on before.
sign in 6666
paste '8301x 8302x'
keys Enter b Right Right F2
keys "2" Enter
see '2 of 2 aliases changed'
keys Esc Esc / "8399x" Enter e ^U "Night desk" F2
see '8399x saved: name'
ahead A u
see 'Undo'
see '8399x'
keys Esc
ahead / "action:bulk" Enter c
see 'Nothing is left of batch #3'
see '1 of 4'
ahead Esc Down Down u
see 'This entry changed no alias'
ahead / "action:nonsense" Enter u
see 'The log knows no action'
see not 'Undo change'
