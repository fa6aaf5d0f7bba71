-- Adds one alias; its primary key refuses a second one.
-- binds: values
INSERT INTO phones_alias SET /*set*/;
