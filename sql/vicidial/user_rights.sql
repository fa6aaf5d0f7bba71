-- What an admin may do now, read again before a change.
-- binds: user
SELECT user_level, active, api_only_user, user_group, ast_admin_access, modify_phones, ast_delete_phones,
       vdc_agent_api_access
  FROM vicidial_users WHERE user = ?;
