-- What sign-in must know of the site; what an older VICIdial does not have is as if it were switched off.
SELECT use_non_latin, /*has system_settings.pass_hash_enabled*/pass_hash_enabled, pass_key, pass_cost/*else*/'0', '', 2/*end*/,
       /*has system_settings.allow_ip_lists*/allow_ip_lists/*else*/'0'/*end*/,
       /*has system_settings.first_login_trigger*/first_login_trigger/*else*/'N'/*end*/,
       /*has system_settings.two_factor_auth_hours*/two_factor_auth_hours, two_factor_container/*else*/0, ''/*end*/,
       /*has system_settings.level_8_disable_add*/level_8_disable_add/*else*/'0'/*end*/,
       /*has system_settings.system_ip_blacklist*/system_ip_blacklist/*else*/''/*end*/
  FROM system_settings LIMIT 1;
