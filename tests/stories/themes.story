# The themes by name: each is worn as soon as the cursor is on it; Enter keeps it, Esc takes the old one back.
sign in 6666
wears 'default'
keys T
see 'Themes'
see '► default'
keys Down
wears 'amber'
keys Down
wears 'blue'
see '► blue'
keys Esc
wears 'default'
see not 'Themes'
keys T Down Down Down Enter
wears 'deutan'
see 'Theme deutan for this session; theme = deutan in the settings keeps it.'
keys T
see '► deutan'
keys Home
wears 'default'
keys q
wears 'deutan'
keys : "theme" Enter End
wears 'solarized'
keys T
see not 'Themes'
wears 'deutan'
