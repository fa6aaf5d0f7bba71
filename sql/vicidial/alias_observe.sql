-- One alias as it is now, found by its key: each column as stored and as shown.
-- binds: key
SELECT CONVERT(alias_id USING binary), alias_id, CONVERT(alias_name USING binary), alias_name,
       CONVERT(logins_list USING binary), logins_list,
       /*has phones_alias.user_group*/CONVERT(user_group USING binary), user_group/*else*/'---ALL---', '---ALL---'/*end*/
  FROM phones_alias WHERE /*guard*/;
