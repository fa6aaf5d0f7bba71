-- An address that is not allowed: the reserved attempt is given back, the day's attempts count.
-- binds: user
UPDATE vicidial_users
   SET failed_login_count = IF(failed_login_count > 0, failed_login_count - 1, 0),
       failed_login_attempts_today = failed_login_attempts_today + 1, failed_last_type_today = 'aIPBLOCK'
 WHERE user = ?;
