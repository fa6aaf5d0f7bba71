# A sign-in that was refused stands in the log as broken, with what was said.
size 80x24
keys "6666" Tab "wrong" Enter "1234" Enter A
see
| ■     1  Mon 14:31:52          login              from 127.0.0.1; refused Log…
keys End
see 'Login incorrect, please try again.'
