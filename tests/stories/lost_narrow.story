# The banner of a lost database at forty columns and on the lowest screen: the cause first, the list below it.
size 40x24
sign in 6666
database stop
keys R
see
| Aliases  asterisk@demo  6666  [PAUSED]
|■ No database since 14:31:52. The
|  connection broke.
|  Shown: as read at 14:31:52. Saving is
|  paused. Next try (1st) at 14:31:53.
| /                        1 284 aliases
|    ALIAS ID ▲NAME            EXTEN  ACT
|► · 1001x     SupportDesk     1001   Y
|  · 1003x     Help desk 3     1003   Y
|  · 1004x     Help desk 4     1004   Y
|  · 1005x     Help desk 5     1005   Y
|  · 1006x     Help desk 6     1006   Y
|  · 1007x     Help desk 7     1007   Y
|  · 1008x     Help desk 8     1008   Y
|  · 1009x     Help desk 9     1009   Y
|  · 1010x     Help desk 10    1010   Y
|  · 1011x     Help desk 11    1011   Y
|── 1001x  SupportDesk ──────────────────
|  1001a      dialer1    SIP    Y
|  1001b      dialer2    SIP    Y
|
|────────────────────────────────────────
| r tries now; reading and filtering wo…
| ? Help  r Retry now  d Details
resize 40x10
see
| Aliases  asterisk@demo  6666  [PAUSED]
|■ No database since 14:31:52. The
|  Shown: as read at 14:31:52. Saving is
| /                        1 284 aliases
|    ALIAS ID ▲NAME            EXTEN  ACT
|► · 1001x     SupportDesk     1001   Y
|  · 1003x     Help desk 3     1003   Y
|────────────────────────────────────────
| r tries now; reading and filtering wo…
| ? Help  r Retry now  d Details
