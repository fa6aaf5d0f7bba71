-- Changes one alias, if every column still is as it was seen. Low priority: agents who log in are not held up behind it.
-- binds: new values, then key and guards
UPDATE LOW_PRIORITY phones_alias SET /*set*/ WHERE /*guard*/;
