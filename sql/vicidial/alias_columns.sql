-- What fits into the columns of an alias, and whether VICIdial's own sessions would cut what does not.
SELECT column_name, character_maximum_length, character_set_name, @@GLOBAL.sql_mode LIKE '%STRICT%'
  FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'phones_alias';
