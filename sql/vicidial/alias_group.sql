-- The user group of one alias: who may see what the audit log says of it.
-- binds: alias_id
SELECT /*has phones_alias.user_group*/user_group/*else*/'---ALL---'/*end*/ FROM phones_alias WHERE alias_id = ?;
