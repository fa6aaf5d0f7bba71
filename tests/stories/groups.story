# An admin of one user group sees less, and is told that there is more.
size 80x24
sign in night
keys Down
see 'shown; others are outside your user groups.'
keys / "8310x"
see 'Nothing matches  8310x.'
keys Esc A
see not '8310x'
see 'Entries about aliases outside your user groups are left out.'
