-- Changes one phone, if every column that was shown still is as it was seen.
-- binds: new values, then key and guards
UPDATE LOW_PRIORITY phones SET /*set*/ WHERE /*guard*/;
