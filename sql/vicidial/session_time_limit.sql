-- A second bound on what a console reads. MariaDB only: MySQL does not know the variable.
SET SESSION max_statement_time = 10;
