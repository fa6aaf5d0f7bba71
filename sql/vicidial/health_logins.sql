-- What agents typed as phone login in the last days, and the day the log begins where that is later ('' where it is not).
-- binds: days, days
SELECT phone_login, (SELECT IF(MIN(event_date) > NOW() - INTERVAL ? DAY, DATE(MIN(event_date)), '') FROM vicidial_user_log)
  FROM vicidial_user_log WHERE event_date > NOW() - INTERVAL ? DAY AND phone_login <> '' GROUP BY phone_login;
