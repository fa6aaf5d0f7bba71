-- Does the server take no writes, now? A primary that was demoted keeps its connections. A number once, a word in newer MariaDB.
SELECT CONCAT(@@GLOBAL.read_only) NOT IN ('0', 'OFF');
