-- One user for sign-in. The plain password does not cross: only its digest with a nonce of ours. The last but one says whether
-- VICIdial lets the right password in now (FN:117): not where a date is missing.
-- binds: nonce, user
SELECT user, SHA2(CONCAT(?, CONVERT(pass USING utf8mb4)), 256), LENGTH(pass),
       /*has vicidial_users.pass_hash*/pass_hash/*else*/''/*end*/,
       user_level, active,
       /*has vicidial_users.api_only_user*/api_only_user/*else*/'0'/*end*/,
       user_group, full_name, ast_admin_access,
       /*has vicidial_users.modify_phones*/modify_phones/*else*/'0'/*end*/,
       ast_delete_phones,
       /*has vicidial_users.force_change_password*/force_change_password/*else*/'N'/*end*/,
       /*has vicidial_users.ignore_ip_list*/ignore_ip_list/*else*/'0'/*end*/,
       /*has vicidial_users.two_factor_override*/two_factor_override/*else*/'NOT_ACTIVE'/*end*/,
       /*has vicidial_users.failed_login_count*/failed_login_count, DATE_FORMAT(last_login_date, '%Y-%m-%d %H:%i'), last_ip
       /*else*/0, '', ''/*end*/,
       /*has vicidial_users.vdc_agent_api_access*/vdc_agent_api_access/*else*/'0'/*end*/,
       /*has vicidial_users.api_allowed_functions*/api_allowed_functions/*else*/' ALL_FUNCTIONS '/*end*/,
       /*has vicidial_users.failed_login_count*/failed_login_count < 10 OR
       UNIX_TIMESTAMP(last_login_date) < UNIX_TIMESTAMP(NOW()) - 900, last_login_date/*else*/1, NOW()/*end*/
  FROM vicidial_users WHERE user = ?;
