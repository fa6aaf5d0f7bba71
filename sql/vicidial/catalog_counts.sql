-- How many rows there are, by the tables' own account: a crashed MyISAM table reads as empty without an error.
SELECT (SELECT COUNT(*) FROM phones), (SELECT COUNT(*) FROM phones_alias);
