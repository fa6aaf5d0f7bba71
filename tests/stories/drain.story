# A dialer is taken out of all aliases for maintenance: aliases whose only phones are there are blocked and named; later the batch is
# found in the audit log and taken back, and the lists are what they were.
size 80x24
sql 'CREATE OR REPLACE TABLE alias_was AS SELECT * FROM phones_alias'
sign in 6666
keys : "drain" Enter
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 1001x      SupportDesk       1001     1001a,1001b     dialer1 +1 SIP   Y
|  ● 1003x      Help desk 3       1003     1003a,1003b     dialer1 +1 SIP   Y
|  ● 1004x      Help desk 4       1004     1004a,1004b     dialer1 +1 SIP   Y
|  ● 1005x      Help desk 5       1005     1005a,1005b     dialer1 +1 SIP   Y
|  ●┌─ Take a server out of all aliases ─────────────────────────────────────┐
|  ●│ Type to find                                                           │
|  ●│ ► dialer1      10.0.0.11        636 aliases                            │
|  ●│   dialer2      10.0.0.12        1 056 aliases                          │
|  ●│   dialer3      10.0.0.13        751 aliases                            │
|  ●│   dialer4      10.0.0.14        413 aliases                            │
|  ●│   old1         10.0.0.19        4 aliases                              │
|  ●│   lab1         10.0.0.20        40 aliases                             │
|  ●│   10.9.9.9     10.9.9.9         1 alias                                │
|  ●└────────────────────────────────────────────────────────────────────────┘
|── 1001x  SupportDesk ──────────────────────────────────────────────────────────
|  1001a      dialer1    SIP    Y  REACHABLE     20 ms
|  1001b      dialer2    SIP    Y  REACHABLE     21 ms
|
|────────────────────────────────────────────────────────────────────────────────
| Enter makes the plan; nothing is written yet.                           7 of 7
| F1 Help  Enter Take  Esc Cancel  F10 Quit
keys "dialer1" Enter
see
| vicialias   Bulk change: plan           asterisk@demo  6666 Maria Foster  [RW]
| drain dialer1
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  1001x       phones    1001a,1001b         1001b                change
|   1003x       phones    1003a,1003b         1003b                change
|   1004x       phones    1004a,1004b         1004b                change
|   1005x       phones    1005a,1005b         1005b                change
|   1006x       phones    1006a,1006b         1006b                change
|   1007x       phones    1007a,1007b         1007b                change
|   1008x       phones    1008a,1008b         1008b                change
|   1009x       phones    1009a,1009b         1009b                change
|   1010x       phones    1010a,1010b         1010b                change
|   1011x       phones    1011a,1011b         1011b                change
|   1012x       phones    1012a,1012b         1012b                change
|   1013x       phones    1013a,1013b         1013b                change
|   1014x       phones    1014a,1014b         1014b                change
|   1015x       phones    1015a,1015b         1015b                change
|   1016x       phones    1016a,1016b         1016b                change
|── 1001x  phones  1001a,1001b → 1001b ──────────────────────────────────────────
|  619 change   17 blocked
|  Type 619 to apply [      ]   [ Apply 619 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.       1 of 636
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys Tab Tab
see
| vicialias   Bulk change: plan           asterisk@demo  6666 Maria Foster  [RW]
| drain dialer1                                                     only blocked
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  83-70       phones    8301a               it would have no ph… blocked
|   8314x       phones    8314a               it would have no ph… blocked
|   8350x       phones    8350a               it would have no ph… blocked
|   8352x       phones    8352a               it would have no ph… blocked
|   8355x       phones    8355a               it would have no ph… blocked
|   8356x       phones    8356a               it would have no ph… blocked
|   8357x       phones    8357a               it would have no ph… blocked
|   8358x       phones    8358a               it would have no ph… blocked
|   8362x       phones    8362a               it would have no ph… blocked
|   8363x       phones    8363a               it would have no ph… blocked
|   8366x       phones    8301a, 8301b        The list of phones … blocked
|   8380x       phones    8301a               it would have no ph… blocked
|   8386x       phones    8301a               it would have no ph… blocked
|   8390x       phones    3001a,3002a,3003a,… it would have no ph… blocked
|   83_71       phones    8301a               it would have no ph… blocked
|── 83-70  it would have no phone left ──────────────────────────────────────────
|  619 change   17 blocked
|  Type 619 to apply [      ]   [ Apply 619 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.        1 of 17
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
keys "619" Enter
see '619 of 619 aliases changed: drain dialer1, batch #3.'
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "8301x"' gives '8301b'
keys Esc A / "drain" Enter
see
| vicialias   Audit log                   asterisk@demo  6666 Maria Foster  [RW]
| Filter  drain                                                         1 of 623
|       #  WHEN ▼       ADMIN    ACTION  ALIAS ID   CHANGE
|►●     3  Mon 14:31:52 6666     bulk    619 alias… batch #3 drain dialer1
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
|── #3  bulk  619 aliases ───────────────────────────────────────────────────────
|    text           drain dialer1
|    aliases        619
|
|
|    by 6666, here on pts/0 as demo, session 00000000
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Enter Details  / Filter  u Undo this  v Verify  Esc Back  F10 Quit
keys u
see '619 change'
keys "619" Enter
see '619 of 619 aliases changed: undo of batch #3'
sql 'SELECT COUNT(*) FROM (SELECT * FROM phones_alias EXCEPT SELECT * FROM alias_was) AS d' gives '0'
sql 'DROP TABLE alias_was'
