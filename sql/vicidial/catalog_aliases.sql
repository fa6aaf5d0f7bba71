-- Every alias, for the list.
SELECT alias_id, alias_name, logins_list, /*has phones_alias.user_group*/user_group/*else*/'---ALL---'/*end*/ FROM phones_alias;
