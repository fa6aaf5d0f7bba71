-- Rows of ours for one record of VICIdial's admin log; which plan and step, the program sees in the notes.
-- binds: event_section, record_id, a pattern of our anchor
SELECT admin_log_id, event_notes FROM vicidial_admin_log
 WHERE event_section = ? AND record_id = ? AND event_notes LIKE ? ORDER BY admin_log_id;
