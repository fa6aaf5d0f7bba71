-- VICIdial's log of one request. The columns value, webserver and api_url say nothing of us.
-- binds: user, function, agent_user, result, result_reason, source, data, run_time
INSERT INTO vicidial_api_log (user, api_date, api_script, function, agent_user, value, result, result_reason, source, data, run_time, webserver, api_url)
VALUES (?, NOW(), 'non-agent', ?, ?, '', ?, ?, ?, ?, ?, 0, 0);
