-- Aliases of one name, by the column's collation: a request may name an alias by it when it is unique.
-- binds: alias_name
SELECT alias_id, user_group FROM phones_alias WHERE alias_name = ?;
