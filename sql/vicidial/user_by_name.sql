-- One user for sign-in. The plain password does not cross: only its digest with a nonce of ours. The last but one says whether
-- VICIdial lets the right password in now (FN:117): not where a date is missing.
-- binds: nonce, user
SELECT user, SHA2(CONCAT(?, CONVERT(pass USING utf8mb4)), 256), LENGTH(pass), pass_hash, user_level, active, api_only_user,
       user_group, full_name, ast_admin_access, modify_phones, ast_delete_phones, force_change_password, ignore_ip_list,
       two_factor_override, failed_login_count, DATE_FORMAT(last_login_date, '%Y-%m-%d %H:%i'), last_ip,
       vdc_agent_api_access, api_allowed_functions,
       failed_login_count < 10 OR UNIX_TIMESTAMP(last_login_date) < UNIX_TIMESTAMP(NOW()) - 900, last_login_date
  FROM vicidial_users WHERE user = ?;
