-- For the GRANT that is asked for: the account as GRANT spells it.
SELECT DATABASE(), CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''');
