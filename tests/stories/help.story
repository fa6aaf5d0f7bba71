# Help lists every key that works here, finds by typing, and Enter does what the selected key does.
size 80x24
sign in 6666
keys ?
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| F┌─ Help: Aliases ── type to search                                        ─┐s
|  │  FIND                               SEE                                  │
|► │  / F3          filter as you type   H             history of the alias   │
|  │  s F6          sort by a column     W             check the health       │
|  │  >             sort by next column  R F5          read aliases again     │
|  │  <             sort by one before   x             export what is shown   │
|  │  I             invert the order     y             copy ID or row         │
|  │  c             choose columns       !             show messages again    │
|  │  Esc           clear filter, stop   T             choose colours         │
|  │                                                                          │
|  │  MARK                               OTHER                                │
|  │  Space Ins     mark, next           q             quit, asks first       │
|  │  V             mark a range         ? F1          list these keys        │
|  │  +             mark all shown       : ^P F9       run a key by name      │
|  │  -             mark none            :mouse        mouse on or off        │
|  │  *             turn marks round     :about        show versions, log     │
|──│                                     r             try lost database      │──
|  │  CHANGE                             :lock         lock the screen        │
|  │  e F2 Enter    edit, or only look   F10 Q         end the program        │
|  │  b F7          change all marked    ^C            stop or cancel         │
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
