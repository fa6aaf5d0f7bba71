-- An attempt while locked counts for the day only.
-- binds: user
UPDATE vicidial_users
   SET /*has vicidial_users.failed_login_attempts_today*/failed_login_attempts_today = failed_login_attempts_today + 1, failed_last_type_today = 'aLOCK'/*else*/user = user/*end*/
 WHERE user = ?;
