# Who types faster than the database answers loses nothing: keys wait until the form is there. Esc does not wait, and what was
# saved so is reviewed first, since nobody has seen it.
sign in 6666
keys / "8399x" Enter
ahead Enter "abc" Esc
see not 'Edit alias'
see '8399x'
store unchanged
ahead e ^U "Night desk" Tab "1"
see '[Night desk'
see '[1 '
keys F5 F2
see 'saved'
ahead e ^U "Day desk" F2
see 'Review'
see 'Day desk'
keys F2
sql 'SELECT alias_name FROM phones_alias WHERE alias_id="8399x"' gives 'Day desk'
