-- Some aliases by ID, each column as stored and as shown.
-- binds: alias_id …
SELECT CONVERT(alias_id USING binary), alias_id, CONVERT(alias_name USING binary), alias_name,
       CONVERT(logins_list USING binary), logins_list,
       /*has phones_alias.user_group*/CONVERT(user_group USING binary), user_group/*else*/'---ALL---', '---ALL---'/*end*/
  FROM phones_alias WHERE alias_id IN (/*list*/);
