# The filter narrows with every key; fields, minus and accents count as the help says; what matches nothing is named.
size 80x24
sign in 6666
keys / "server:dialer2 -name:kova nov"
see ' of 1 284'
see not 'Kova'
keys ^U "alvarez"
see 'José Álvarez'
keys ^U "desk server:dialer9"
see
|    Nothing matches  server:dialer9.  1 284 aliases without the filter. Esc
|    clears it.
# A word before a colon that is no field's name: said, and what was typed stays.
keys ^U "desk servr:dialer1"
see
|    Nothing matches  servr:dialer1.  servr: is no field (id: name: extension:
|    phones: server: protocol: active: group:).  1 284 aliases without the
|    filter. Esc clears it.
cursor in 'desk servr:dialer1'
keys Esc
see '1 284 aliases'
store unchanged
