SELECT seq, hash FROM main.event INDEXED BY sqlite_autoindex_event_1;
