-- What VICIdial's admin log tells of one record, newest first.
-- binds: event_section, record_id
SELECT admin_log_id, UNIX_TIMESTAMP(event_date), user, event_type, event_code, event_sql, event_notes,
       UNIX_TIMESTAMP(NOW())
  FROM vicidial_admin_log WHERE event_section = ? AND record_id = ? ORDER BY admin_log_id DESC LIMIT 500;
