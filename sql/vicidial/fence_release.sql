-- binds: fence
SELECT RELEASE_LOCK(?);
