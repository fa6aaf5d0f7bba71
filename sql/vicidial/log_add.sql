-- One row of VICIdial's admin log, as its own pages write it.
-- binds: user, ip_address, event_section, event_type, record_id, event_code, event_sql, event_notes
INSERT INTO vicidial_admin_log
   SET event_date = NOW(), user = ?, ip_address = ?, event_section = ?, event_type = ?, record_id = ?, event_code = ?,
       event_sql = ?, event_notes = ?;
