# Help lists every key that works here, finds by typing, and Enter does what the selected key does.
size 80x24
sign in 6666
keys ?
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| F┌─ Help: Aliases ── type to search                                        ─┐s
|  │  FIND                               SEE                                  │
|► │  / F3          filter as you type   !             show messages again    │
|  │  s F6          sort by a column                                          │
|  │  >             sort by next column  OTHER                                │
|  │  <             sort by one before   q             quit, asks first       │
|  │  I             invert the order     ? F1          list these keys        │
|  │  c             choose columns       : ^P F9       run a key by name      │
|  │  Esc           clear filter, stop   :about        show versions, log     │
|  │                                     r             try lost database      │
|  │  CHANGE                             F10 Q         end the program        │
|  │  e F2 Enter    edit, or only look   ^C            stop or cancel         │
|  │  D F8 Del      delete, asks for ID  ^L            repaint the screen     │
|  │  n             make a new alias     ^Z            suspend, fg resumes    │
|  │                                                                          │
|  │  SEE                                MOVE                                 │
|──│  A             open the audit log   Up Down j k   move one line          │──
|  │  R F5          read aliases again   PgUp PgDn ^F ^B move one page        │
|  │  x             export what is shown ^D ^U         move half a page       │
|  │  y             copy ID or row       Home End g G  go to first or last    │
|──└───────────────────────────────────────────────────────────────── ▼ more ─┘──
| / F3: filter as you type
| F1 Help  Enter Run  Esc Close  F10 Quit
keys "audit"
see 'open the audit log'
see not 'filter as you type'
keys Enter
see 'Audit log'
keys F1
see 'verify the chain'
keys Esc Esc e F1
see 'save after review'
see 'pick from a list'
keys F1
see not 'save after review'
