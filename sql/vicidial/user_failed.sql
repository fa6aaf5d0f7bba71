-- The day's counters after a wrong password; failed_login_count was reserved before.
-- binds: address, user
UPDATE vicidial_users
   SET /*has vicidial_users.failed_login_attempts_today*/failed_login_attempts_today = failed_login_attempts_today + 1,
       failed_login_count_today = failed_login_count_today + 1, failed_last_ip_today = ?, failed_last_type_today = 'aBAD'
       /*else*/user = IF(? = '', user, user)/*end*/
 WHERE user = ?;
