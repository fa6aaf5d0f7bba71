# A save that the database's end cut off is named as unknown; what it came to is said after the connection is made again.
size 80x24
sign in 6666
keys / "8302x" Enter e ^U "Front desk 2, nights"
database stop before row
keys F2
see '8302x: the connection broke while it was being saved, so whether it was is'
see 'not known yet. The next connection looks and settles it.'
see '[Front desk 2, nights '
database start
pass 1 s
see '▲ 8302x: the interrupted change #'
see 'was not made.'
see '[Front desk 2, nights '
audit has 'NOT_APPLIED'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2'
keys F2
see '√ 8302x saved: name.'
keys e ^U "Front desk 2, days"
database stop after row
keys F2
see '8302x saved in VICIdial; its record is pending and is completed with'
see '[PAUSED]'
database start
pass 1 s
see 'by 6666 was made;'
see 'VICIdial'
sql 'SELECT alias_name FROM phones_alias WHERE alias_id = "8302x"' gives 'Front desk 2, days'
see 'Front desk 2, days'
see not '≠8302x'
