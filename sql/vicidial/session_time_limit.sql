-- A second bound on every statement. MariaDB only: MySQL does not know the variable.
SET SESSION max_statement_time = 10;
