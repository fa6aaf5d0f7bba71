-- The whitelists of a user group: for the admin pages, for the API.
-- binds: user_group
SELECT admin_ip_list, api_ip_list FROM vicidial_user_groups WHERE user_group = ? LIMIT 1;
