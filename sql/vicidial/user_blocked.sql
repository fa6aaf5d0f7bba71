-- An address that is not allowed: the reserved attempt is given back, and what reserving it took from a lock that had run out;
-- the day's attempts count.
-- binds: failed_login_count and last_login_date as they were, user
UPDATE vicidial_users
   SET last_login_date = IF(? >= 10 AND failed_login_count = 1, ?, last_login_date),
       failed_login_count = IF(? >= 10 AND failed_login_count = 1, ?, IF(failed_login_count > 0, failed_login_count - 1, 0))
       /*has vicidial_users.failed_login_attempts_today*/, failed_login_attempts_today = failed_login_attempts_today + 1,
       failed_last_type_today = 'aIPBLOCK'/*else*//*end*/
 WHERE user = ?;
