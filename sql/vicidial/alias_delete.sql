-- Deletes one alias, if every column still is as it was seen.
-- binds: key and guards
DELETE LOW_PRIORITY FROM phones_alias WHERE /*guard*/;
