-- Rows of VICIdial's admin log with an anchor of ours, some at a time. The sum keeps the server from asking the key: after it was
-- killed, a row may be in a MyISAM table's data and in none of its indexes.
-- binds: the last row seen, a pattern of the chain's anchors
SELECT admin_log_id, event_notes FROM vicidial_admin_log
 WHERE admin_log_id + 0 > ? AND event_notes LIKE ? ORDER BY admin_log_id + 0 LIMIT 50000;
