-- The user group of every alias: who may see what the audit log says of which.
SELECT alias_id, /*has phones_alias.user_group*/user_group/*else*/'---ALL---'/*end*/ FROM phones_alias;
