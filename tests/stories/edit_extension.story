# An extension that no phone has is refused beside the field, with those that are near; nothing is written.
size 80x24
sign in 6666
keys / "8302x" Enter e Tab ^U "1022"
see 'no phone has extension 1022; near: '
role 'no phone has extension 1022' field.error
keys F2
see '8302x not saved: no phone has extension 1022'
cursor in 'Extension'
keys F5
see 'Review: nothing changed'
keys F2
see 'Nothing to change.'
store unchanged
