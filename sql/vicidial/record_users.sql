-- Users whose own phone login is this alias: it is filled in when they log in.
-- binds: alias_id
SELECT user, full_name FROM vicidial_users WHERE phone_login = ? ORDER BY user;
