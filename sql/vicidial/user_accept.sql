-- A good sign-in, as VICIdial records it.
-- binds: address, user
UPDATE vicidial_users SET last_login_date = NOW(), last_ip = ?, failed_login_count = 0 WHERE user = ?;
