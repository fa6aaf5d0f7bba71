-- What sign-in must know of the site.
SELECT use_non_latin, pass_hash_enabled, pass_key, pass_cost, allow_ip_lists, first_login_trigger,
       two_factor_auth_hours, two_factor_container, level_8_disable_add, system_ip_blacklist
  FROM system_settings LIMIT 1;
