# Where the terminal has no UTF-8, signs and lines are ASCII, and nothing moves by a column.
size 80x24
ascii
sign in 6666
keys / "831" Enter
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter  831                                                         7 of 1 284
|    ALIAS ID ^ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|> + 8310x      José Álvarez      8310     8310a,8310b     dialer1 +1 SIP   Y
|  X 8311x      Klára Nováková    8311     8311a,8311b     ? +1       SIP   Y
|  ! 8312a      Has the name of ~ 8312     8312b,8312c     dialer2 +1 SIP   Y
|  + 8312x      Lead pool A       8312     8312a,8312b,83~ dialer1 +2 SIP   Y
|  + 8313x      Lead pool B       8313     8313a,8313b,83~ dialer1 +2 SIP   Y
|  - 8314x      Lead pool C (old) 8314     8314a           dialer1    IAX2  N
|  + 8410x      Team lead 1       2 diffe~ 8410a,8410b,83~ dialer1 +1 SIP   Y
|
|
|
|
|
|
|
|-- 8310x  José Álvarez ---------------------------------------------------------
|  8310a      dialer1    SIP    Y  REACHABLE     15 ms
|  8310b      dialer2    SIP    Y  REACHABLE     16 ms
|  Last change 11 Jan by jsmith: saved
|--------------------------------------------------------------------------------
|                                                       read 14:31:52  live 30 s
| ? Help  / Filter  e Edit  b Bulk  D Delete  n New  u Undo  Space Mark  F10 Quit
keys D
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter  831                                                         7 of 1 284
|    ALIAS ID ^ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|> + 8310x      José Álvarez      8310     8310a,8310b     dialer1 +1 SIP   Y
|  X 83+- Delete phone alias 8310x ---------------------------------------+ Y
|  ! 83|                                                                  | Y
|  + 83|  José Álvarez   phones 8310a,8310b   group SALES                 | Y
|  + 83|                                                                  | Y
|  - 83|  Removes this alias. Its phones stay; agents can still log in    | N
|  + 84|  with each phone login, not with 8310x.                          | Y
|      |                                                                  |
|      |  ! Phone 8310a is also in 8410x.                                 |
|      |                                                                  |
|      |                                                                  |
|      |  Type the alias ID to delete it    [                     ]       |
|      |                                                                  |
|      |                 [ Cancel ]    [ Delete ]                         |
|-- 831|  The audit log keeps the whole row.                              |------
|  8310+------------------------------------------------------------------+
|  8310b      dialer2    SIP    Y  REACHABLE     16 ms
|  Last change 11 Jan by jsmith: saved
|--------------------------------------------------------------------------------
| Delete stays disabled until the ID matches                       read 14:31:52
| F1 Help  Tab Next  Enter Press  Esc Cancel  F10 Quit
