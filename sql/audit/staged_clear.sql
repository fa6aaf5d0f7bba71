DELETE FROM temp.staged;
