# Deleting shows who uses the alias and asks for its ID; Esc changes nothing.
size 80x24
sign in 6666
keys / "8302x" Enter
see '2 users default to 8302x: 6012, 6044'
see 'Last change 6 Jan by 6666: phones'
see 'agent 6012 INCALL; call'
keys D
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter  8302x                                                       1 of 1 284
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ▲ 83┌─ Delete phone alias 8302x ───────────────────────────────────────┐ 1/2
|      │                                                                  │
|      │  Front desk 2   phones 8302a,8302b   group ---ALL---             │
|      │                                                                  │
|      │  Removes this alias. Its phones stay; agents can still log in    │
|      │  with each phone login, not with 8302x.                          │
|      │                                                                  │
|      │  ▲ 2 users default to 8302x: 6012, 6044.                         │
|      │  ▲ In use now: agent 6012 INCALL on 8302a (dialer1).             │
|      │  ▲ Phone 8302b is also in 8399x.                                 │
|      │  ▲ Callers are sent to 8302a by call menu main, option 0.        │
|      │                                                                  │
|      │                                                                  │
|      │  Type the alias ID to delete it    [                     ]       │
|── 830│                                                                  │──────
|  8302│                 [ Cancel ]    [ Delete ]                         │call…
|  8302│  The audit log keeps the whole row.                              │fail
|  Last└──────────────────────────────────────────────────────────────────┘ 6044
|────────────────────────────────────────────────────────────────────────────────
| Delete stays disabled until the ID matches                       read 14:31:52
| F1 Help  Tab Next  Enter Press  Esc Cancel  F10 Quit
role '[ Delete ]' text.dim
cursor in 'Type the alias ID'
keys "8302" Tab
role '[ Cancel ]' field.focus
keys Tab
cursor in 'Type the alias ID'
keys "X" Enter
see 'Type 8302x exactly as it stands here to delete it.'
keys Esc
see not 'Delete phone alias'
see '8302x was not deleted.'
store unchanged
keys D "8302x" Tab Enter
see '8302x was not deleted.'
store unchanged
keys D "8302x" Enter
role '[ Delete ]' field.focus
keys Enter
see '√ 8302x deleted.'
sql 'SELECT COUNT(*) FROM phones_alias WHERE alias_id = "8302x"' gives '0'
sql 'SELECT COUNT(*) FROM phones WHERE login LIKE "8302%"' gives '3'
audit has 'Front desk 2'
