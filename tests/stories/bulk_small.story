# Both steps of a bulk change in forty columns and in ASCII: nothing that counts is hidden, and every state is told by a word.
size 40x24
ascii
sign in 6666
paste '8301x 8302x 8311x'
keys Enter
see '*3'
keys b Right
see
| Bulk change: fields               [RW]
| 3 aliases, 5 phones
|       FIELD       AFTER
|   [ ] name        unchanged
|   [ ] phones +    unchanged
|   [ ] phones -    unchanged
|>  [x] protocol    [SIP             v]
|   [ ] active      unchanged
|   [ ] user group  unchanged
|
|-- protocol ----------------------------
|    SIP            5 phones in    3 ali
|    ! 1 phone is missing and blocks:
|      8311x
|
|  Protocol belongs to the phone, so
|  every alias that uses the phone
|  changes with it. The plan tells
|  which.
|
|
|----------------------------------------
| 1 field ticked, nothing written yet
| ? Help  Space Tick  Tab Value
keys Right F2
see
| Bulk change: plan   asterisk@demo [RW]
| protocol > PJSIP
|   ALIAS ID FIELD    AFTER   RESULT
|>  8301x    protocol PJSIP   change
|   8302x    protocol PJSIP   change
|   8311x    protocol phone ~ blocked
|
|
|
|
|
|
|
|
|-- 8301x  protocol  SIP > PJSIP --------
|  2 change   1 blocked   4 phones writ~
|  ! 3 of these phones also serve 83-70,
|    8351x, 8366x, 8367x, 8368x and 21
|    more, which are not in this batch.
|  ! 1 phone is in use now (agent 6012).
|  Type 2 [      ] [ Apply 2 ]
|----------------------------------------
| Nothing is written yet; each row is c~
| ? Help  Enter Row  Tab Changes/blocked
