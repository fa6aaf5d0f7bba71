-- Aliases of one name, by the column's collation: a request may name an alias by it when it is unique.
-- binds: alias_name
SELECT alias_id, /*has phones_alias.user_group*/user_group/*else*/'---ALL---'/*end*/ FROM phones_alias WHERE alias_name = ?;
