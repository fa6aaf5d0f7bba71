# Help lists every key that works here, finds by typing, and Enter does what the selected key does.
size 80x24
sign in 6666
keys ?
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| F┌─ Help: Aliases ── type to search                                        ─┐s
|  │  FIND                               SEE                                  │
|► │  / F3          filter as you type   !             show messages again    │
|  │  s F6          sort by a column     T             choose colours         │
|  │  >             sort by next column                                       │
|  │  <             sort by one before   OTHER                                │
|  │  I             invert the order     q             quit, asks first       │
|  │  c             choose columns       ? F1          list these keys        │
|  │  Esc           clear filter, stop   : ^P F9       run a key by name      │
|  │                                     :mouse        mouse on or off        │
|  │  CHANGE                             :about        show versions, log     │
|  │  e F2 Enter    edit, or only look   r             try lost database      │
|  │  D F8 Del      delete, asks for ID  :lock         lock the screen        │
|  │  n             make a new alias     F10 Q         end the program        │
|  │  u             undo my last change  ^C            stop or cancel         │
|  │  ^R            redo                 ^L            repaint the screen     │
|──│                                     ^Z            suspend, fg resumes    │──
|  │  SEE                                                                     │
|  │  A             open the audit log   MOVE                                 │
|  │  H             history of the alias Up Down j k   move one line          │
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
