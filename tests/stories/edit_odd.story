# A protocol that may no longer be chosen stays what it is, and stays to be chosen as unchanged.
size 80x24
sql 'UPDATE system_settings SET allowed_sip_stacks = "SIP"'
sign in 6666
keys / "3276x" Enter e
see 'Protocol    ( ) SIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL  (•) PJSIP'
keys Tab Tab Right
see 'Protocol    (•) SIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL  ( ) PJSIP'
see 'Review: 2 changes in 2 records'
keys Left
see 'Review: nothing changed'
store unchanged
