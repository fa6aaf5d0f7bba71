-- How many users have an alias as their own phone login: it is filled in when they log in.
-- binds: alias_id
SELECT COUNT(*) FROM vicidial_users WHERE phone_login = ?;
