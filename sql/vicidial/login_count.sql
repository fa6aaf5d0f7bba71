-- Phones that have this login, as the column compares.
-- binds: login
SELECT COUNT(*) FROM phones WHERE login = ?;
