# What the message line said can be read again with its time, the newest first; what was said twice at once is there once.
size 80x24
sign in 6666
keys !
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|  ┌─ Messages ───────────────────────────────────────────────────────────────┐
|► │ ► 14:31:52 Last login 2026-01-09 14:31 from 10.1.4.20, no failures sinc… │
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
|  │ ──────────────────────────────────────────────────────────────────────── │
|  │ Last login 2026-01-09 14:31 from 10.1.4.20, no failures since.           │
|──│                                                                          │──
|  │                                                                          │
|  │                                                                          │
|  └──────────────────────────────────────────────────────────────────────────┘
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Esc Close  F10 Quit
keys Esc d z z
see '`z` is not used here.'
keys R !
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|  ┌─ Messages ───────────────────────────────────────────────────────────────┐
|► │ ► 14:31:52 `z` is not used here. `?` lists keys.                         │
|  │   14:31:52 `d` is not used here. `D` deletes. `?` lists keys.            │
|  │   14:31:52 Last login 2026-01-09 14:31 from 10.1.4.20, no failures sinc… │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │ ──────────────────────────────────────────────────────────────────────── │
|  │ `z` is not used here. `?` lists keys.                                    │
|──│                                                                          │──
|  │                                                                          │
|  │                                                                          │
|  └──────────────────────────────────────────────────────────────────────────┘
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Esc Close  F10 Quit
keys Down
see
| vicialias   Aliases                     asterisk@demo  6666 Maria Foster  [RW]
| Filter                                                           1 284 aliases
|  ┌─ Messages ───────────────────────────────────────────────────────────────┐
|► │   14:31:52 `z` is not used here. `?` lists keys.                         │
|  │ ► 14:31:52 `d` is not used here. `D` deletes. `?` lists keys.            │
|  │   14:31:52 Last login 2026-01-09 14:31 from 10.1.4.20, no failures sinc… │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │                                                                          │
|  │ ──────────────────────────────────────────────────────────────────────── │
|  │ `d` is not used here. `D` deletes. `?` lists keys.                       │
|──│                                                                          │──
|  │                                                                          │
|  │                                                                          │
|  └──────────────────────────────────────────────────────────────────────────┘
|────────────────────────────────────────────────────────────────────────────────
|
| ? Help  Esc Close  F10 Quit
keys !
see not 'Messages'
