# On a narrow screen a login as long as VICIdial allows is cut in the review, and does not run into what changes.
size 40x24
sql 'UPDATE phones SET login = "receptionist-01" WHERE login = "8302a"'
sql 'UPDATE phones_alias SET logins_list = "receptionist-01" WHERE alias_id = "8302x"'
sign in 6666
keys / "8302x" Enter e Tab Tab Tab Space
see
| Edit alias 8302x    asterisk@demo [RW]
|  Alias ID    8302x
|  Name        [Front desk 2           ]
|  Extension   [8302          ]
|  Protocol    [SIP                 ▼]
|  Active      ( ) Y  (•) N
|  Phones      [receptionist-01        ]
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 1 change in 1 record, noth…──
|  phone recep… active - Y
|                      + N
|▲ In use now: agent 6012 INCALL on
|  receptionist-01 (dialer1).
|▲ 2 users default to 8302x: 6012, 6044.
|▲ Active N also ends the own login and
|  registration of receptionist-01. To
|  disable only alias 8302x, take it out
|  of Phones.
|▲ No phone of alias 8302x is active
|  then: nobody can log in with it.
|▲ Asterisk config rebuild on dialer1,
| Belongs to the phones: N also takes t…
| ? Help  F2 Save  Tab Next  F4 Pick
