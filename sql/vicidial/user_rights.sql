-- What an admin may do now, read again before a change.
-- binds: user
SELECT user_level, active, /*has vicidial_users.api_only_user*/api_only_user/*else*/'0'/*end*/, user_group, ast_admin_access, /*has vicidial_users.modify_phones*/modify_phones/*else*/'0'/*end*/, ast_delete_phones,
       /*has vicidial_users.vdc_agent_api_access*/vdc_agent_api_access/*else*/'0'/*end*/
  FROM vicidial_users WHERE user = ?;
