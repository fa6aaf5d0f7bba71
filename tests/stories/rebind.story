# Keys by the settings: bar, help and the sentence about an unused key are drawn from them; what cannot be is said and left as it is.
size 80x24
settings 'key.alias-edit = E F2 Enter'
settings 'key.audit-open = L'
settings 'key.lock = ^X'
settings 'key.sort-invert = n'
see 'key.sort-invert: n'
see 'alias-new on the screen Aliases.'
sign in 6666
see ' E Edit'
keys A
see '`A` is not used here.'
keys L
see 'Audit log'
keys q /  "8302x" Enter
keys ? "audit"
see 'L             open the audit log'
keys Esc E
see 'Edit alias 8302x'
keys Esc ^X
see 'Locked ─'
