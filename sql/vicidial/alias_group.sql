-- The user group of one alias: who may see what the audit log says of it.
-- binds: alias_id
SELECT user_group FROM phones_alias WHERE alias_id = ?;
