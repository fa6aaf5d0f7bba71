-- One alias an extension, by the convention of its phones: 8302x for 8302a and 8302b. An extension without an alias: 1002, 1021.
INSERT INTO phones_alias (alias_id, alias_name, logins_list, user_group)
 SELECT CONCAT(extension, 'x'),
   CONCAT(
     ELT(1 + extension MOD 40, 'Ana', 'Bruno', 'Chloé', 'Dmitri', 'Elena', 'Farid', 'Grace', 'Hugo', 'Inês', 'Jan', 'Kofi', 'Léa',
       'Marek', 'Nadia', 'Oscar', 'Paula', 'Quentin', 'Rosa', 'Søren', 'Tomás', 'Uma', 'Viktor', 'Wanda', 'Xavier', 'Yara', 'Zoë',
       'Aisha', 'Bogdan', 'Carmen', 'David', 'Ewa', 'Fatima', 'Giulia', 'Henrik', 'Ivan', 'Júlia', 'Karim', 'Lucía', 'Mehmet', 'Noor'),
     ' ',
     ELT(1 + extension MOD 47, 'Abreu', 'Baker', 'Carvalho', 'Dvořák', 'Eriksen', 'Fernández', 'García', 'Hansen', 'Ibrahim', 'Jansen',
       'Kowalski', 'Lefèvre', 'Müller', 'Novák', 'Okafor', 'Petrov', 'Quiroga', 'Rossi', 'Schmidt', 'Tanaka', 'Ueda', 'Vargas', 'Weiss',
       'Yılmaz', 'Zhang', 'Almeida', 'Brown', 'Costa', 'Díaz', 'Evans', 'Ferrari', 'Gomes', 'Horváth', 'Ivanova', 'Jones', 'Kim',
       'Larsen', 'Martínez', 'Nguyen', 'Olsen', 'Popescu', 'Ribeiro', 'Silva', 'Torres', 'Vega', 'Wójcik', 'Young')),
   GROUP_CONCAT(login ORDER BY login), MAX(user_group)
 FROM phones WHERE extension REGEXP '^[0-9]{4}$' AND extension NOT IN ('1002', '1021') GROUP BY extension ORDER BY extension;

INSERT INTO phones_alias (alias_id, alias_name, logins_list)
 SELECT seq, CONCAT(seq, ' phone'), CONCAT(seq, 'a,', seq, 'b,', seq, 'c') FROM seq_2000_to_2150;

UPDATE phones_alias SET alias_name = CONCAT('Laboratory ', LEFT(alias_id, 4) - 9000) WHERE user_group = 'TEST';
UPDATE phones_alias SET alias_name = CONCAT('Warehouse ', LEFT(alias_id, 4) - 7900) WHERE alias_id BETWEEN '7901x' AND '7904x';
UPDATE phones_alias SET alias_name = CONCAT('Front desk ', LEFT(alias_id, 4) - 8300) WHERE alias_id BETWEEN '8301x' AND '8303x';
UPDATE phones_alias SET alias_name = CONCAT('Night desk ', LEFT(alias_id, 4) - 8319) WHERE alias_id BETWEEN '8320x' AND '8322x';
UPDATE phones_alias SET alias_name = CONCAT('Retention ', LEFT(alias_id, 4) - 8329) WHERE alias_id BETWEEN '8330x' AND '8340x';
UPDATE phones_alias SET alias_name = CONCAT('Lead pool ', ELT(LEFT(alias_id, 4) - 8311, 'A', 'B', 'C (old)'))
 WHERE alias_id BETWEEN '8312x' AND '8314x';
UPDATE phones_alias SET alias_name = CONCAT('Team lead ', LEFT(alias_id, 4) - 8409) WHERE alias_id BETWEEN '8410x' AND '8412x';
UPDATE phones_alias SET alias_name = CONCAT('Help desk ', LEFT(alias_id, 4) - 1000) WHERE alias_id BETWEEN '1003x' AND '1020x';
UPDATE phones_alias SET alias_name = 'SupportDesk' WHERE alias_id = '1001x';
UPDATE phones_alias SET alias_name = 'José Álvarez' WHERE alias_id = '8310x';

-- Phone 8311a is gone, its alias still has it; 8302c is there, no alias has it; 8399x shares a phone with 8302x.
UPDATE phones_alias SET alias_name = 'Klára Nováková', logins_list = '8311a,8311b' WHERE alias_id = '8311x';
UPDATE phones_alias SET logins_list = '8302a,8302b' WHERE alias_id = '8302x';
UPDATE phones_alias SET logins_list = '8340a,8340b,8340c' WHERE alias_id = '8340x';
UPDATE phones_alias SET logins_list = '8410a,8410b,8310a' WHERE alias_id = '8410x';
INSERT INTO phones_alias (alias_id, alias_name, logins_list, user_group)
 VALUES ('8377x', 'Overflow', '8377a', 'SALES'), ('8399x', 'Switchboard, nights', '8302b,8320a', 'NIGHT');

DROP TABLE demo_team;
DROP TABLE demo_place;
