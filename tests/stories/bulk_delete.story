# Marked aliases are deleted as one batch, after their count is typed; u on the list brings all of them back.
size 80x24
sign in 6666
sql 'CREATE OR REPLACE TABLE alias_was AS SELECT * FROM phones_alias'
paste '8301x 8303x 8310x'
keys Enter D
see
| vicialias   Bulk delete: plan           asterisk@demo  6666 Maria Foster  [RW]
| delete
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  8301x                 Front desk 1                             delete
|   8303x                 Front desk 3                             delete
|   8310x                 José Álvarez                             delete
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
|── 8301x  delete ───────────────────────────────────────────────────────────────
|  3 delete
|  Type 3 to delete [      ]   [ Delete 3 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.         1 of 3
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys Down Space
see '2 delete   1 left out'
keys "3" Enter
see 'Type 2, the number of aliases'
keys Backspace "2" Enter
see '2 of 2 aliases changed: delete'
sql 'SELECT GROUP_CONCAT(alias_id) FROM phones_alias WHERE alias_id IN ("8301x","8303x","8310x")' gives '8303x'
keys Esc
see '1 282 aliases   1 marked'
keys u
see
| vicialias   Undo batch #3: plan         asterisk@demo  6666 Maria Foster  [RW]
| undo of batch #3
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  8310x                                                          put back
|   8301x                                                          put back
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
|── 8310x  put back ─────────────────────────────────────────────────────────────
|  2 change
|  Type 2 to apply [      ]   [ Apply 2 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.         1 of 2
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys "2" Enter
see '2 written'
keys Esc
see '1 284 aliases'
sql 'SELECT COUNT(*) FROM (SELECT * FROM phones_alias EXCEPT SELECT * FROM alias_was) AS d' gives '0'
sql 'SELECT COUNT(*) FROM phones_alias' gives '1284'
keys A
see 'undo of batch'
sql 'DROP TABLE alias_was'
