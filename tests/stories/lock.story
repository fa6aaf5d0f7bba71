# Nobody at the keyboard for 15 minutes: a blank screen asks for the password again, nothing can be seen or reached, and the form is kept.
size 80x24
sign in 6666
keys / "8302x" Enter e ", nights"
pass 899 s
see 'Front desk 2, nights'
pass 900 s
see 'Locked after 15 min'
see '6666 password: ['
see not '8302x'
see not 'Front desk'
see not 'Help'
keys "!" ":" F9 F1 F2 ^S "about" Esc
see 'Locked after 15 min'
see not '8302x'
store unchanged
keys "4321" Enter
see 'Login incorrect, please try again.'
see not '4321'
audit has '"refused":"Login incorrect, please try again."'
keys F10
see
|lds changes that are not saved. F10 again     │
|them and ends the session.                    │
keys Esc "1234" Enter
see 'Front desk 2, nights'
see '[RW]'
audit has 'unlocked'
keys F2
see '√ 8302x saved: name.'
