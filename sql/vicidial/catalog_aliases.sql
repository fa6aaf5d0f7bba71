-- Every alias, for the list.
SELECT alias_id, alias_name, logins_list, user_group FROM phones_alias;
