-- Which user groups the members of a group may see.
-- binds: user_group
SELECT /*has vicidial_user_groups.admin_viewable_groups*/admin_viewable_groups/*else*/NULL/*end*/ FROM vicidial_user_groups WHERE user_group = ? LIMIT 1;
