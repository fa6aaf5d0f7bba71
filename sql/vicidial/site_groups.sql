-- All user groups; the scope is applied by the program.
SELECT user_group, group_name FROM vicidial_user_groups ORDER BY user_group;
