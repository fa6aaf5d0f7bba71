# Every key of the screen beneath is a command too: found by its name or by what it does, run with Enter; quit is :q.
size 80x24
sign in 6666
keys :
see ' ► alias-filter       / F3               filter as you type'
keys "audit"
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|  ┌─ Commands ───────────────────────────────────────────────────────────────┐
|► │ : audit                                                                  │
|  │ ► audit-open         A                  open the audit log               │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|──│                                                                          │──
|  │                                                                          │
|  │                                                                          │
|  └──────────────────────────────────────────────────────────────────────────┘
|────────────────────────────────────────────────────────────────────────────────
| A: open the audit log                                                        1
| F1 Help  Enter Run  Esc Close  F10 Quit
keys Enter
see 'Audit log'
keys F9 "verify" Enter
see 'Chain verified: '
keys Esc ^P "nonsense"
see 'No command is called that.'
keys Enter ^P
see not 'Commands'
keys / "8302x" ^P "filter" Enter
see '1 of 1 284'
keys Enter : "about" Enter
see 'About'
see 'vicialias 1'
see 'asterisk@demo, '
see 'UTC here, where times are shown; '
see 'Signed in   6666 Maria Foster'
keys Esc
store unchanged
keys : "q" Enter
over
