# Help lists every key that works here, finds by typing, and Enter does what the selected key does.
size 80x24
sign in 6666
keys ?
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| F┌─ Help: Aliases ── type to search                                        ─┐s
|  │  FIND                               SEE                                  │
|► │  / F3          filter as you type   W             check the health       │
|  │  s F6          sort by a column     R F5          read aliases again     │
|  │  >             sort by next column  x             export what is shown   │
|  │  <             sort by one before   y             copy ID or row         │
|  │  I             invert the order     !             show messages again    │
|  │  c             choose columns       T             choose colours         │
|  │  Esc           clear filter, stop                                        │
|  │                                     OTHER                                │
|  │  MARK                               q             quit, asks first       │
|  │  Space Ins     mark, next           ? F1          list these keys        │
|  │  V             mark a range         : ^P F9       run a key by name      │
|  │  +             mark all shown       :mouse        mouse on or off        │
|  │  -             mark none            :about        show versions, log     │
|  │  *             turn marks round     r             try lost database      │
|──│                                     :lock         lock the screen        │──
|  │  CHANGE                             F10 Q         end the program        │
|  │  e F2 Enter    edit, or only look   ^C            stop or cancel         │
|  │  D F8 Del      delete, asks for ID  ^L            repaint the screen     │
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
