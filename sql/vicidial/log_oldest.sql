SELECT COALESCE(MIN(admin_log_id), 0) FROM vicidial_admin_log;
