# Many aliases at once: fields stay as they are until ticked, with what is held now, counted; the plan row by row with what is blocked;
# the count is typed; and all of it is undone as one batch, byte for byte.
size 80x24
sql 'CREATE OR REPLACE TABLE phones_was AS SELECT * FROM phones'
sign in 6666
paste '8301x 8302x 8303x 8310x 8311x 8312x'
keys Enter
see '6 marked'
keys b
see
| vicialias   Bulk change: fields         asterisk@demo  6666 Maria Foster  [RW]
| 6 aliases, 12 phones                        only ticked fields are written
|       FIELD       NOW                               AFTER
|   [ ] name        6 different                       unchanged
|   [ ] phones +                                      unchanged
|   [ ] phones -    8301a … 13 phones                 unchanged
|►  [ ] protocol    SIP ×10  PJSIP ×2                 unchanged
|   [ ] active      Y ×11  N ×1                       unchanged
|   [ ] user group  ---ALL--- ×3  SALES ×3            unchanged
|
|── protocol ────────────────────────────────────────────────────────────────────
|    SIP           10 phones in    5 aliases
|    PJSIP          2 phones in    1 alias
|    ▲ 1 phone is missing and blocks: 8311x
|
|  Protocol belongs to the phone, so every alias that uses the phone changes
|  with it. The plan tells which.
|
|
|
|
|────────────────────────────────────────────────────────────────────────────────
| Nothing is ticked, nothing is written              the others stay as they are
| ? Help  Space Tick  Tab Value  F2 Make plan  F5 Untick all  Esc Back  F10 Quit
keys Space
keys F2
see 'protocol is ticked but has no value'
keys Right Right
keys F2
see
| vicialias   Bulk change: plan           asterisk@demo  6666 Maria Foster  [RW]
| protocol → PJSIP
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  8301x       protocol  SIP                 PJSIP                change
|   8302x       protocol  SIP                 PJSIP                change
|   8303x       protocol  PJSIP                                    already so
|   8310x       protocol  SIP                 PJSIP                change
|   8311x       protocol  SIP                 phone 8311a does no… blocked
|   8312x       protocol  SIP                 PJSIP                change
|
|
|
|
|
|
|── 8301x  protocol  SIP → PJSIP ────────────────────────────────────────────────
|  4 change   1 already so   1 blocked   9 phones written
|  ▲ 6 of these phones also serve 83-70, 8351x, 8366x, 8367x, 8368x and 23 more,
|    which are not in this batch.
|  ▲ 1 phone is in use now (agent 6012).
|  Type 4 to apply [      ]   [ Apply 4 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.         1 of 6
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys Tab
see 'only changes'
keys Tab
see 'only blocked'
keys Tab
keys Enter
see 'Review alias'
keys Esc "5" Enter
see 'Type 4, the number of aliases'
# What is typed while a row is looked at is the count all the same.
keys Backspace Enter
see 'Review alias'
keys "4"
see 'Type 4 to apply [4     ]   [ Apply 4 ]'
see 'Enter applies 4. Nothing is written yet.'
see 'Enter Apply'
keys Enter
see
| vicialias   Bulk change: result         asterisk@demo  6666 Maria Foster  [RW]
| protocol → PJSIP
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  8301x       protocol  SIP                 PJSIP                written
|   8302x       protocol  SIP                 PJSIP                written
|   8303x       protocol  PJSIP                                    already so
|   8310x       protocol  SIP                 PJSIP                written
|   8311x       protocol  SIP                 phone 8311a does no… blocked
|   8312x       protocol  SIP                 PJSIP                written
|
|
|
|
|
|
|
|
|
|── 8301x  8301x saved: 8301a,8301b protocol. ───────────────────────────────────
|  4 written   batch #3: u undoes it as one
|
|────────────────────────────────────────────────────────────────────────────────
| √ 4 of 4 aliases changed: protocol → PJSIP, batch #3.                   1 of 6
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys u
see
| vicialias   Undo batch #3: plan         asterisk@demo  6666 Maria Foster  [RW]
| undo of batch #3
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  8312x       protocol  PJSIP, PJSIP, PJSIP SIP, SIP, SIP        change
|   8310x       protocol  PJSIP, PJSIP        SIP, SIP             change
|   8302x       protocol  PJSIP, PJSIP        SIP, SIP             change
|   8301x       protocol  PJSIP, PJSIP        SIP, SIP             change
|
|
|
|
|
|
|
|
|
|── 8312x  protocol  PJSIP, PJSIP, PJSIP → SIP, SIP, SIP ────────────────────────
|  4 change   9 phones written
|  ▲ 6 of these phones also serve 83-70, 8351x, 8366x, 8367x, 8368x and 23 more,
|    which are not in this batch.
|  Type 4 to apply [      ]   [ Apply 4 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.         1 of 4
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys "4" Enter
see '4 written'
see '4 of 4 aliases changed: undo of batch #3'
keys Esc
see '6 marked'
see not 'changed  '
sql 'SELECT COUNT(*) FROM (SELECT * FROM phones EXCEPT SELECT * FROM phones_was) AS d' gives '0'
sql 'DROP TABLE phones_was'
