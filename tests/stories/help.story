# Help lists every key that works here, finds by typing, and Enter does what the selected key does.
size 80x24
sign in 6666
keys ?
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| F┌─ Help: Aliases ── type to search                                        ─┐s
|  │  MOVE                               CHANGE                               │
|► │  Up Down j k   move one line        e F2 Enter    edit, or only look     │
|  │  PgUp PgDn ^F ^B move one page      D F8 Del      delete, asks for ID    │
|  │  ^D ^U         move half a page     n             make a new alias       │
|  │  Home End g G  go to first or last                                       │
|  │                                     OTHER                                │
|  │  FIND                               q             quit, asks first       │
|  │  / F3          filter as you type   ? F1          list these keys        │
|  │  s F6          sort by a column     : ^P F9       run a key by name      │
|  │  >             sort by next column  :about        show versions, log     │
|  │  <             sort by one before   r             try lost database      │
|  │  I             invert the order     F10 Q         end the program        │
|  │  c             choose columns       ^C            stop or cancel         │
|  │  Esc           clear filter, stop   ^L            repaint the screen     │
|  │                                     ^Z            suspend, fg resumes    │
|──│                                                                          │──
|  │  The filter's words match any column. Fields: id: name: extension:       │
|  │  phones: server: protocol: active: group:. A minus excludes:             │
|  │  -server:dialer3. Quotes keep blanks: name:"front d".                    │
|──└───────────────────────────────────────────────────────────────── ▼ more ─┘──
| Up Down j k: move one line
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
