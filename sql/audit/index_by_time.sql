SELECT seq, ts_us FROM main.event INDEXED BY event_by_time;
