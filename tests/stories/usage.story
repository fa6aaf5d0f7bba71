# Who uses an alias stands in the same words under the list, in the form, in the review and in the delete dialog: agents on its phones
# now, users who default to it or to a phone of it, other aliases that share a phone, and what sends callers to one.
size 132x43
sql 'UPDATE vicidial_users SET phone_login = "8310a" WHERE user IN ("6001", "6002", "6003")'
sql 'UPDATE vicidial_users SET phone_login = "8310x" WHERE user = "6005"'
sql 'INSERT INTO vicidial_call_menu_options (menu_id, option_value, option_description, option_route, option_route_value) VALUES ("night", "2", "Sales", "PHONE", "8310b")'
sign in 6666
keys / "8310x" Enter
see 'also in 8410x; 3 users default to 8310a: 6001, 6002, 6003'
see 'call menu night, option 2'
see '1 user defaults to 8310x: 6005'
keys e Tab Tab Right
see 'also in 8410x; 3 users default to 8310a: 6001, 6002, 6003'
see 'Phone 8310a is shared: alias 8410x changes too.'
see '1 user defaults to 8310x: 6005.'
see '3 users default to phone 8310a: 6001, 6002, 6003.'
see 'Callers are sent to 8310b by call menu night, option 2.'
keys F5 Esc D
see '▲ 1 user defaults to 8310x: 6005.'
see '▲ 3 users default to phone 8310a: 6001, 6002, 6003.'
see '▲ Phone 8310a is also in 8410x.'
see '▲ Callers are sent to 8310b by call menu night, option 2.'
resize 80x18
see '… 2 more: PgDn'
see not '▲ Callers are sent'
keys PgDn
see '▲ Callers are sent to 8310b by call menu night, option 2.'
keys PgUp
see '… 2 more: PgDn'
resize 40x10
see '… 12 more: PgDn'
keys PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn
see 'menu night, option 2.'
keys Esc
resize 80x24
see 'also in 8410x; 3 users …'
see '1 user defaults to 8310x: 6005'
