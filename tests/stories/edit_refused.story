# What VICIdial would strip or cut is refused in words: characters, lengths, phones that are not there, 255 characters.
size 80x24
sign in 6666
keys / "8302x" Enter e
keys " <b>"
see 'The name holds <'
keys F2
see '8302x not saved: The name holds <'
cursor in 'Name'
keys ^U "x" F2
see '8302x not saved: '
keys F5 Tab Tab Tab Tab ^U "8302a,8302q"
see 'phone 8302q does not exist; near: '
keys F2
see '8302x not saved: phone 8302q does not exist'
keys ^U "1001a,1001b,1003a,1003b,1004a,1004b,1005a,1005b,1006a,1006b,1007a,1007b,1008a,1008b,1009a,1009b,1010a,1010b,1011a,1011b,1012a,1012b,1013a,1013b,1014a,1014b,1015a,1015b,1016a,1016b,1017a,1017b,1018a,1018b,1019a,1019b,1020a,1020b,3001a,3002a,3003a,3004a,3005a"
see 'Phones holds at most 255 characters.'
store unchanged
