-- Reserves one attempt before anything is compared, by VICIdial's lockout rule; matches nothing while the user is locked.
-- The order matters: last_login_date is set from the count as it was.
-- binds: user
UPDATE vicidial_users
   SET /*has vicidial_users.failed_login_count*/last_login_date = IF(failed_login_count >= 10, NOW(), last_login_date),
       failed_login_count = IF(failed_login_count >= 10, 1, failed_login_count + 1)
 WHERE user = ? AND (COALESCE(failed_login_count, 0) < 10 OR COALESCE(UNIX_TIMESTAMP(last_login_date), 0) < UNIX_TIMESTAMP(NOW()) - 900)
       /*else*/user = user WHERE user = ?/*end*/;
