# The health check counts what is wrong by kind and names the aliases.
# Passwords that differ and unused aliases too. One alias is mended in the form, all that are meant in a plan,
# after a review; what is mended is gone when it is read anew.
size 80x24
sign in 6666
keys W
see
| vicialias   Health check                asterisk@demo  6666 Maria Foster  [RW]
| 1 284 aliases, 2 864 phones and 7 servers checked                 100 findings
|        # FINDING                                          FIX
|►■      4 Missing phone: login in the list, no such phone  take out of the list
| ■      1 Blank or unseen character in a phone login       take the blank out
| ■      6 No phone usable: every agent login fails         look at it
| ▲      3 Password differs inside one alias                set one password
| ▲      6 Inactive phone still listed                      take out of the list
| ▲      2 All phones on one server: no balancing           add a phone
| ▲      4 Server closed to agent logins                    look at it
| ▲      2 Server inactive or not there                     look at it
| ▲     11 Phone unreachable now                            look at it
| ▲      1 Alias ID equals a phone login                    rename the phone
| ▲      2 Alias ID that agents cannot type                 make a new alias
| ▲      1 Same phone twice in one list                     take repeats out
| ▲      1 Several phones with one login                    rename a phone
| ▲      1 List of phones nearly full                       look at it
|── Missing phone: login in the list, no such phone ─────────────────────────────
|► 8311x      Klára Nováková      8311a does not exist
|  8340x      Retention 11        8340c does not exist
|  8367x      Commas in the list  a phone login is missing between the commas o…
|────────────────────────────────────────────────────────────────────────────────
| Agents are routed to the remaining phones: load is uneven.       read 14:31:52
| ? Help  Enter Show in list  Space Mark  f Fix  Tab Aliases  Esc Back  F10 Quit
keys Down Down Down
see 'another password than'
see 'An agent types one password'
keys End
see
| vicialias   Health check                asterisk@demo  6666 Maria Foster  [RW]
| 1 284 aliases, 2 864 phones and 7 servers checked                 100 findings
|        # FINDING                                          FIX
| ■      6 No phone usable: every agent login fails         look at it
| ▲      3 Password differs inside one alias                set one password
| ▲      6 Inactive phone still listed                      take out of the list
| ▲      2 All phones on one server: no balancing           add a phone
| ▲      4 Server closed to agent logins                    look at it
| ▲      2 Server inactive or not there                     look at it
| ▲     11 Phone unreachable now                            look at it
| ▲      1 Alias ID equals a phone login                    rename the phone
| ▲      2 Alias ID that agents cannot type                 make a new alias
| ▲      1 Same phone twice in one list                     take repeats out
| ▲      1 Several phones with one login                    rename a phone
| ▲      1 List of phones nearly full                       look at it
| ○     11 All phones set inactive                          activate, or delete
|►○     44 Not used by any agent in 90 days                 delete, or keep
|── Not used by any agent in 90 days ────────────────────────────────────────────
|► 5209x      Jan Olsen           no agent logged in with it in 90 days
|  5210x      Kofi Popescu        no agent logged in with it in 90 days
|  8314x      Lead pool C (old)   no agent logged in with it in 90 days
|────────────────────────────────────────────────────────────────────────────────
| By VICIdial's log of agent logins. What nobody uses may be deleted.
| ? Help  Enter Show in list  Space Mark  f Fix  Tab Aliases  Esc Back  F10 Quit
keys Home Tab Down
see 'Agents are routed to the remaining phones'
role '8340x' table.cursor
keys f
see
| vicialias   Edit alias 8340x            asterisk@demo  6666 Maria Foster  [RW]
|
|  Alias ID    8340x                            Fixed: agents type it to log in.
|  Name        [Retention 11                         ]                  12 of 50
|  Extension   [8340          ]  F4 pick                     on dialer2, dialer3
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      (•) Y  ( ) N
|  Phones      [8340a,8340b                          ]  F4 pick        11 of 255
|                8340a      dialer2    REACHABLE    20 ms
|                8340b      dialer3    REACHABLE    21 ms
|  User group  [RETAIN              ▼]
|              [ Save ]  [ Discard ]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8340x  phones   8340a,8340b  - 8340c
|                          phone 8340c leaves, no phone has this login
|
|
|
|
|
|
|
| ▲ 8340x: 8340c does not exist. The fix is filled in; F2 saves. loaded 14:31:52
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2
see
| vicialias   Health check                asterisk@demo  6666 Maria Foster  [RW]
| 1 284 aliases, 2 864 phones and 7 servers checked                  99 findings
|        # FINDING                                          FIX
|►■      3 Missing phone: login in the list, no such phone  take out of the list
| ■      1 Blank or unseen character in a phone login       take the blank out
| ■      6 No phone usable: every agent login fails         look at it
| ▲      3 Password differs inside one alias                set one password
| ▲      6 Inactive phone still listed                      take out of the list
| ▲      2 All phones on one server: no balancing           add a phone
| ▲      4 Server closed to agent logins                    look at it
| ▲      2 Server inactive or not there                     look at it
| ▲     11 Phone unreachable now                            look at it
| ▲      1 Alias ID equals a phone login                    rename the phone
| ▲      2 Alias ID that agents cannot type                 make a new alias
| ▲      1 Same phone twice in one list                     take repeats out
| ▲      1 Several phones with one login                    rename a phone
| ▲      1 List of phones nearly full                       look at it
|── Missing phone: login in the list, no such phone ─────────────────────────────
|  8311x      Klára Nováková      8311a does not exist
|► 8367x      Commas in the list  a phone login is missing between the commas o…
|  8377x      Overflow            8377a does not exist
|────────────────────────────────────────────────────────────────────────────────
| √ 8340x saved: phones -8340c. Press u to undo.                   read 14:31:52
| ? Help  Enter Show in list  Space Mark  f Fix  Tab Aliases  Esc Back  F10 Quit
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "8340x"' gives '8340a,8340b'
audit has '8340a,8340b'
keys Esc
keys f
see
| vicialias   Bulk change: plan           asterisk@demo  6666 Maria Foster  [RW]
| fix missing-phone
|   ALIAS ID    FIELD     NOW                 AFTER                RESULT
|►  8311x       phones    8311a,8311b         8311b                change
|   8367x       phones    8301a,,8301b,       8301a,8301b          change
|   8377x       phones    8377a               it would have no ph… blocked
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
|── 8311x  phones  8311a,8311b → 8311b ──────────────────────────────────────────
|  2 change   1 blocked
|  Type 2 to apply [      ]   [ Apply 2 ]
|────────────────────────────────────────────────────────────────────────────────
| Nothing is written yet; each row is checked again before it is.         1 of 3
| ? Help  Enter Row  Tab Changes/blocked  Space Leave out  x Export  Esc Back
# A blank before a login: the phone is there, so the blank goes, not the login.
keys Esc
keys Home Down
see
| vicialias   Health check                asterisk@demo  6666 Maria Foster  [RW]
| 1 284 aliases, 2 864 phones and 7 servers checked                  99 findings
|        # FINDING                                          FIX
| ■      3 Missing phone: login in the list, no such phone  take out of the list
|►■      1 Blank or unseen character in a phone login       take the blank out
| ■      6 No phone usable: every agent login fails         look at it
| ▲      3 Password differs inside one alias                set one password
| ▲      6 Inactive phone still listed                      take out of the list
| ▲      2 All phones on one server: no balancing           add a phone
| ▲      4 Server closed to agent logins                    look at it
| ▲      2 Server inactive or not there                     look at it
| ▲     11 Phone unreachable now                            look at it
| ▲      1 Alias ID equals a phone login                    rename the phone
| ▲      2 Alias ID that agents cannot type                 make a new alias
| ▲      1 Same phone twice in one list                     take repeats out
| ▲      1 Several phones with one login                    rename a phone
| ▲      1 List of phones nearly full                       look at it
|── Blank or unseen character in a phone login ──────────────────────────────────
|► 8366x      Blanks in the list  a blank stands before 8301b: VICIdial finds n…
|
|
|────────────────────────────────────────────────────────────────────────────────
| VICIdial looks for the login with it, and finds no phone.        read 14:31:52
| ? Help  Enter Show in list  Space Mark  f Fix  Tab Aliases  Esc Back  F10 Quit
keys f
see
| vicialias   Edit alias 8366x            asterisk@demo  6666 Maria Foster  [RW]
|
|  Alias ID    8366x                            Fixed: agents type it to log in.
|  Name        [Blanks in the list                   ]                  18 of 50
|  Extension   [8301          ]  F4 pick                     on dialer1, dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      (•) Y  ( ) N
|  Phones      [8301a,8301b                          ]  F4 pick        11 of 255
|                8301a      dialer1    REACHABLE    34 ms  also in 83_71 and 23…
|                8301b      dialer2    REACHABLE    35 ms  also in 8301x and 17…
|  User group  [---ALL---           ▼]
|              [ Save ]  [ Discard ]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    alias 8366x  phones   8301a  + 8301b  -  8301b
|                          phone  8301b leaves, no phone has this login
|
|
|
|
|
|
| ▲ 8366x: a blank stands before 8301b: VICIdial finds no phone by that. The fix
|   is filled in; F2 saves.
| F1 Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys F2
sql 'SELECT logins_list FROM phones_alias WHERE alias_id = "8366x"' gives '8301a,8301b'
see not 'Blank or unseen'
# What the form cannot do is said instead; what it can, it opens with, and the next f is for the next alias.
keys Home Down Down f
see '3120x: 3120b has another password than 3120a. Give its phones one password'
see 'Health check'
keys Home Down f
see 'Edit alias 7901x'
see '▲ 7901x: no phone of it can be used: every agent login fails. Nobody can log'
keys Esc f
see 'Edit alias'
see not '7901x'
keys Esc
keys Home Down Down Down
see 'Inactive phone still listed'
keys a
see 'Type 6 to apply'
keys Esc
see 'Inactive phone still listed'
keys Tab a
see
| vicialias   Edit alias 3165x            asterisk@demo  6666 Maria Foster  [RW]
|
|  Alias ID    3165x                            Fixed: agents type it to log in.
|  Name        [Farid Quiroga                        ]                  13 of 50
|  Extension   [3165          ]  F4 pick                     on dialer1, dialer2
|  Protocol    (•) SIP  ( ) PJSIP  ( ) Zap  ( ) IAX2  ( ) EXTERNAL      2 phones
|  Active      (•) Y  ( ) N
|  Phones      [3165a,3165b                          ]  F4 pick        11 of 255
|                3165a      dialer1    REACHABLE    39 ms
|                3165b      dialer2    UNREACHABLE      -
|  User group  [SALES               ▼]
|              [ Save ]  [ Discard ]
|── Review: 1 change in 1 record, nothing written yet ───────────────────────────
|    phone 3165b  active - N
|                        + Y
|  ▲ Asterisk config rebuild on dialer2 and dialer1, within a minute.
|
|
|
|
|
|
| ▲ 3165x: 3165b: inactive, logins fail. The fix is filled in; F2 saves.
| ? Help  F2 Save  Tab Next  F4 Pick  F5 Revert  ^U Clear  Esc Discard  F10 Quit
keys Esc
see 'The health check's fix is not saved: 3165x stays as it'
keys Left Enter Enter Down
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter  marked:                                          6 of 1 284   6 marked
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
| *▲ 3165x      Farid Quiroga     3165     3165a,3165b     dialer1 +1 SIP   1/2
|►*▲ 3376x      Quentin Olsen     3376     3376a,3376b     dialer1 +1 SIP   1/2
| *▲ 4009x      Jan Okafor        4009     4009a,4009b     dialer2 +1 SIP   1/2
| *▲ 5064x      Yara Kim          5064     5064a,5064b,50… dialer2 +2 SIP   2/3
| *▲ 8302x      Front desk 2      8302     8302a,8302b     dialer1 +1 SIP   1/2
| *▲ 8399x      Switchboard, nig… 2 diffe… 8302b,8320a     dialer2    SIP   1/2
|
|
|
|
|
|
|
|
|── 3376x  Quentin Olsen ────────────────────────────────────────────────────────
|  3376a      dialer1    SIP    Y  REACHABLE     40 ms
|  3376b      dialer2    SIP    N  UNREACHABLE       -  ▲ inactive, logins fail
|
|────────────────────────────────────────────────────────────────────────────────
|                                                       read 14:31:52  live 30 s
| ? Help  / Filter  e Edit  b Bulk  D Delete  n New  u Undo  Space Mark  F10 Quit
keys Esc
see '1 284 aliases   6 marked'
keys W x
see '98 findings'
keys Esc Home Tab Space
see '1 alias is marked.'
keys Space
see '1 alias is marked.'
keys f
see 'Type 2 to apply'
keys Esc
keys Esc Space
see '3 aliases are marked.'
keys Esc
see '1 284 aliases   9 marked'
keys W
sql 'UPDATE phones_alias SET logins_list = "8366b" WHERE alias_id = "8366x"'
keys R
see '8366b does not exist'
resize 40x24
see
| Health check        asterisk@demo [RW]
| 1 284 aliases checked      99 findings
|        # FINDING
|►■      4 Missing phone: login in the …
| ■      6 No phone usable: every agent…
| ▲      3 Password differs inside one …
| ▲      6 Inactive phone still listed
| ▲      2 All phones on one server: no…
| ▲      4 Server closed to agent logins
| ▲      2 Server inactive or not there
| ▲     11 Phone unreachable now
| ▲      1 Alias ID equals a phone login
| ▲      2 Alias ID that agents cannot …
| ▲      1 Same phone twice in one list
| ▲      1 Several phones with one login
| ▲      1 List of phones nearly full
| ○     11 All phones set inactive
|── Missing phone: login in the list, …──
|► 8311x      8311a does not exist
|  8366x      8366b does not exist
|  8367x      a phone login is missing …
|────────────────────────────────────────
| Agents are routed to the remaining ph…
| ? Help  Enter Show in list  Space Mark
resize 60x10
see 'Missing phone'
resize 80x24
sql 'DELETE FROM phones_alias'
keys R
see 'Nothing is wrong'
keys Esc
see 'Aliases'
