# Through any size the same thing has the focus.
size 80x24
sign in 6666
keys / "8302x" Enter D "830"
resize 40x24
cursor in '[830'
resize 20x5
resize 132x43
cursor in 'Type the alias ID to delete it    [830'
see 'GROUP'
