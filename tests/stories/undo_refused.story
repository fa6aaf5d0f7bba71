# What somebody else changed since is not taken back: it is said who it was, and nothing is written.
size 80x24
sign in 6666
keys / "8302x" Enter e ", nights" F2
see '√ 8302x saved: name.'
sql 'UPDATE phones_alias SET alias_name = "Reception" WHERE alias_id = "8302x"'
sql 'INSERT INTO vicidial_admin_log SET event_date = "2026-01-12 14:40:00", user = "7777", ip_address = "10.1.4.20", event_section = "PHONEALIASES", event_type = "MODIFY", record_id = "8302x", event_code = "ADMIN MODIFY PHONE ALIAS", event_sql = "", event_notes = ""'
keys u
see 'Not undone: alias 8302x was changed since change #3 by 7777 at 2026-01-12'
see '14:40 (web page). Nothing was written.'
store unchanged
keys A
see 'Undo this'
keys u
see 'Not undone: alias 8302x was changed since change #3 by 7777 at 2026-01-12'
keys Down Down u
see 'This entry changed no alias: there is nothing to undo.'
store unchanged
