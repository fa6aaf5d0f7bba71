# The list is read again by itself: rows that others changed are marked until the next reading, the cursor stays on its alias, and
# neither a form that is open nor what is typed is touched.
size 80x24
sign in 6666
keys Home
see 'read 14:31:52  live 30 s'
keys / "8302x" Enter Esc
role '8302x' table.cursor
sql 'UPDATE phones_alias SET alias_name = "Changed outside" WHERE alias_id = "8303x"'
sql 'DELETE FROM phones_alias WHERE alias_id < "8300"'
pass 29 s
see not 'Changed outside'
pass 31 s
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                             105 aliases
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ▲ 8302x      Front desk 2      8302     8302a,8302b     dialer1 +1 SIP   1/2
|  ●≠8303x      Changed outside   8303     8303a,8303b     dialer1 +1 PJSIP Y
|  ● 8310x      José Álvarez      8310     8310a,8310b     dialer1 +1 SIP   Y
|  ■ 8311x      Klára Nováková    8311     8311a,8311b     ? +1       SIP   Y
|  ▲ 8312a      Has the name of … 8312     8312b,8312c     dialer2 +1 SIP   Y
|  ● 8312x      Lead pool A       8312     8312a,8312b,83… dialer1 +2 SIP   Y
|  ● 8313x      Lead pool B       8313     8313a,8313b,83… dialer1 +2 SIP   Y
|  ○ 8314x      Lead pool C (old) 8314     8314a           dialer1    IAX2  N
|  ● 8320x      Night desk 1      8320     8320a,8320b     dialer2 +1 SIP   Y
|  ● 8321x      Night desk 2      8321     8321a,8321b     dialer2 +1 SIP   Y
|  ● 8322x      Night desk 3      8322     8322a,8322b     dialer2 +1 mixed Y
|  ● 8330x      Retention 1       8330     8330a,8330b     dialer2 +1 SIP   Y
|  ● 8331x      Retention 2       8331     8331a,8331b     dialer2 +1 SIP   Y
|  ● 8332x      Retention 3       8332     8332a,8332b     dialer2 +1 SIP   Y
|── 8302x  Front desk 2 ─────────────────────────────────────────────────────────
|  8302a      dialer1    SIP    Y  REACHABLE     18 ms  agent 6012 INCALL; call…
|  8302b      dialer2    SIP    N  UNREACHABLE       -  ▲ inactive, logins fail
|  Last change 6 Jan by 6666: phones +83…   2 users default to 8302x: 6012, 6044
|────────────────────────────────────────────────────────────────────────────────
|                                1 changed  1 179 gone  read 14:31:52  live 30 s
| ? Help  / Filter  e Edit  b Bulk  D Delete  n New  u Undo  Space Mark  F10 Quit
role '8302x' table.cursor
see '≠8303x'
pass 31 s
see not '≠'
see not 'changed'
role '8302x' table.cursor
sql 'UPDATE phones SET active = "N" WHERE login = "8310a"'
keys R
see '≠8310x'
see '2 changed  read 14:31:52  live 30 s'
keys e ^U "Mine"
sql 'UPDATE phones_alias SET alias_name = "Theirs" WHERE alias_id = "8303x"'
pass 31 s
see '[Mine '
see not 'Theirs'
keys F2
see '√ 8302x saved: name.'
see not '≠8302x'
