# What I changed I take back with u, after a review, and do again with ^R; the log has all of it.
size 80x24
sign in 6666
keys u
see 'No change of this session to undo.'
keys ^R
see 'Nothing was undone that could be redone.'
keys / "8302x" Enter e ", nights" F2
see '√ 8302x saved: name. Press u to undo.'
keys u
see
| vicialias   Undo #3 of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8302x  name - Front desk 2, nights
|                      + Front desk 2
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|    [ Undo ]    [ Back ]
| Nothing is written yet.
| ? Help  F2 Write  Enter Press  Tab Other button  Esc Back  F10 Quit
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights'
keys Esc
see 'Front desk 2, ni…'
# The cursor goes where the change was.
keys Esc Home
see '► ● 1001x'
keys u Enter
see '√ 8302x: change #3 undone.'
see '► ▲ 8302x'
keys / "8302x" Enter
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2'
keys u
see 'No change of this session to undo.'
keys ^R
see
| vicialias   Redo #3 of alias 8302x      asterisk@demo  6666 Maria Foster  [RW]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8302x  name - Front desk 2
|                      + Front desk 2, nights
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|
|    [ Redo ]    [ Back ]
| Nothing is written yet.
| ? Help  F2 Write  Enter Press  Tab Other button  Esc Back  F10 Quit
keys F2
see '√ 8302x: change #3 redone.'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, nights'
keys u Enter
see '√ 8302x: change #3 undone.'
sql 'SELECT COUNT(*) FROM vicidial_admin_log WHERE record_id = "8302x" AND event_notes LIKE "%va1 %"' gives '4'
keys A
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                                  6 of 6
|       #  WHEN ▼       ADMIN    ACTION  ALIAS ID   CHANGE
|►●     9  Mon 14:31:52 6666     undo    8302x      takes back #3: name
| ●     7  Mon 14:31:52 6666     undo    8302x      restores #3: name
| ●     5  Mon 14:31:52 6666     undo    8302x      takes back #3: name
| ●     3  Mon 14:31:52 6666     edit    8302x      name
| ●     2  Mon 14:31:52 6666     login              from 127.0.0.1
| ●     1  Mon 14:31:52 6666     session            on asterisk@demo; version 1…
|
|
|
|
|
|
|── #9  undo  8302x ─────────────────────────────────────────────────────────────
|    name           Front desk 2, nights         →  Front desk 2
|
|
|
|    by 6666, here on pts/0 as demo, session 00000000
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Enter Details  / Filter  u Undo this  v Verify  Esc Back  F10 Quit
keys Down Down Down
keys u
see '■ Nothing to undo: 8302x stands as it did before change #3.'
