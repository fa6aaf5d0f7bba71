-- Which user groups the members of a group may see.
-- binds: user_group
SELECT admin_viewable_groups FROM vicidial_user_groups WHERE user_group = ? LIMIT 1;
