-- Takes a reserved attempt back: the password was right, the refusal is for another reason.
-- binds: user
UPDATE vicidial_users SET failed_login_count = failed_login_count - 1 WHERE user = ? AND failed_login_count > 0;
