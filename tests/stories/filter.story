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
keys Esc
see '1 284 aliases'
store unchanged
