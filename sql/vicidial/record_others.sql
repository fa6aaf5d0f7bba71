-- Aliases whose list has one of some logins somewhere in its text; which it really is, the program sees.
-- binds: a pattern for each login
SELECT alias_id, logins_list, /*has phones_alias.user_group*/user_group/*else*/'---ALL---'/*end*/
  FROM phones_alias WHERE /*guard*/ ORDER BY alias_id;
