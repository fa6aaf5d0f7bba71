-- How long the texts of VICIdial's admin log may be, in characters.
SELECT column_name, character_maximum_length FROM information_schema.columns
 WHERE table_schema = DATABASE() AND table_name = 'vicidial_admin_log' AND character_maximum_length IS NOT NULL;
