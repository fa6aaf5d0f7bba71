-- Options of call menus that send callers to a phone, by its login.
-- binds: login …
SELECT option_route_value, '', menu_id, option_value FROM vicidial_call_menu_options
 WHERE option_route = 'PHONE' AND option_route_value IN (/*list*/) ORDER BY menu_id, option_value;
