-- Rows of VICIdial's admin log with an anchor of ours, some at a time.
-- binds: the last row seen, a pattern of the chain's anchors
SELECT admin_log_id, event_notes FROM vicidial_admin_log
 WHERE admin_log_id > ? AND event_notes LIKE ? ORDER BY admin_log_id LIMIT 5000;
