# Esc discards only after asking; what was typed is still there when one goes back.
size 80x24
sign in 6666
keys e " West" Esc
see
|         ┌─ Alias 1001x ──────────────────────────────────────────────┐
|         │                                                            │
|  User gr│  1 edited field is not saved.                              │
|         │                                                            │
|── Review│  [ Discard 1 change ]    [ Back to form ]                  │─────────
|    alias│                                                            │
|         └────────────────────────────────────────────────────────────┘
role '[ Back to form ]' field.focus
keys Enter
see '[SupportDesk West'
keys Esc Left Enter
see not 'Edit alias'
store unchanged
