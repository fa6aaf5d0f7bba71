# Help lists every key that works here, finds by typing, and Enter does what the selected key does.
size 80x24
sign in 6666
keys ?
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| F┌─ Help: Aliases ── type to search                                        ─┐s
|  │  FIND                               CHANGE                               │
|► │  / F3          filter as you type   e F2 Enter    edit, or only look     │
|  │  s F6          sort by a column     D F8 Del      delete, asks for ID    │
|  │  >             sort by next column  n             make a new alias       │
|  │  <             sort by one before                                        │
|  │  I             invert the order     OTHER                                │
|  │  c             choose columns       q             quit, asks first       │
|  │  Esc           clear filter, stop   ? F1          list these keys        │
|  │                                     : ^P F9       run a key by name      │
|  │  SEE                                :about        show versions, log     │
|  │  A             open the audit log   F10 Q         end the program        │
|  │  R F5          read aliases again   ^C            stop or cancel         │
|  │  x             export what is shown ^L            repaint the screen     │
|  │  y             copy ID or row       ^Z            suspend, fg resumes    │
|  │  !             show messages again                                       │
|──│                                                                          │──
|  │  The filter's words match any column. Fields: id: name: extension:       │
|  │  phones: server: protocol: active: group:. A minus excludes:             │
|  │  -server:dialer3. Quotes keep blanks: name:"front d".                    │
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
