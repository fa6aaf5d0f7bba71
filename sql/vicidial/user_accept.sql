-- A good sign-in, as VICIdial records it.
-- binds: address, user
UPDATE vicidial_users 
   SET /*has vicidial_users.last_ip*/last_login_date = NOW(), last_ip = ?, failed_login_count = 0/*else*/user = IF(? = '', user, user)/*end*/
 WHERE user = ?;
