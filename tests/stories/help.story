# Help lists every key that works here, finds by typing, and Enter does what the selected key does.
size 80x24
sign in 6666
keys ?
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| F┌─ Help: Aliases ── type to search                                        ─┐s
|  │  FIND                               SEE                                  │
|► │  / F3          filter as you type   A             open the audit log     │
|  │  s F6          sort by a column     H             show its history       │
|  │  >             sort by next column  W             check the health       │
|  │  <             sort by one before   R F5          read aliases again     │
|  │  I             invert the order     x             export what is shown   │
|  │  c             choose columns       y             copy ID or row         │
|  │  Esc           clear filter, stop   !             show messages again    │
|  │                                     T             choose colours         │
|  │  MARK                                                                    │
|  │  Space Ins     mark, next           OTHER                                │
|  │  V             mark a range         q             quit, asks first       │
|  │  +             mark all shown       ? F1          list these keys        │
|  │  -             mark none            : ^P F9       run a key by name      │
|  │  *             turn marks round     :mouse        mouse on or off        │
|──│                                     :about        show versions, log     │──
|  │  CHANGE                             :lock         lock the screen        │
|  │  e F2 Enter    edit, or only look   F10 Q         end the program        │
|  │  b F7          change all marked    ^C            stop or cancel         │
|──└───────────────────────────────────────────────────────────────── ▼ more ─┘──
| / F3: filter as you type
| F1 Help  Enter Run  Esc Close  F10 Quit
keys End
see 'Quotes keep blanks'
see not '▼ more'
keys Home
see '▼ more'
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
