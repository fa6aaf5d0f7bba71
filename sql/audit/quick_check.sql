PRAGMA main.quick_check(1);
