-- The newest entry of VICIdial's admin log about one record.
-- binds: event_section, record_id
SELECT user, DATE_FORMAT(event_date, '%Y-%m-%d %H:%i'), event_code, event_notes FROM vicidial_admin_log
 WHERE event_section = ? AND record_id = ? ORDER BY admin_log_id DESC LIMIT 1;
