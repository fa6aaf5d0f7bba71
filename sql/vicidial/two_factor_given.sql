-- Second factors that were given and still hold.
-- binds: user
SELECT COUNT(*) FROM vicidial_two_factor_auth WHERE user = ? AND auth_stage = '1' AND auth_exp_date > NOW();
