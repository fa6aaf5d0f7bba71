# A key that is not used says so, and which one was perhaps meant; nothing happens.
size 80x24
sign in 6666
keys d
see '`d` is not used here. `D` deletes. `?` lists keys.'
keys w
see '`w` is not used here. `W` checks the health. `?` lists keys.'
keys Y
see '`Y` is not used here. `y` copies ID or row. `?` lists keys.'
keys z
see '`z` is not used here. `?` lists keys.'
paste '8301x\n8302x\nQ'
see 'Mark these IDs?'
keys Esc
keys q
see 'Quit? y/n'
keys n
see not 'Quit? y/n'
store unchanged
keys Q
over
