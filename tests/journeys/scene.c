#include "tests/journeys/scene.h"

#include "tests/scratch.h"
#include "tests/tap.h"

static Connection where;
static Demo *demo;

const Connection *scene_open(void)
{
	char folder[300];
	Err err;
	if (!demo_open(&demo, scratch_path(folder, sizeof folder, "state/vicialias/demo"), DEMO_KEEP, &where, &err))
		fail_msg("%s", err.text);
	return &where;
}

const char *scene_rows(void)
{
	return outside_rows(&where, "SELECT (SELECT SUM(CRC32(CONCAT_WS('|', HEX(extension), server_ip, HEX(login), HEX(protocol), "
	                    "HEX(active), HEX(pass), HEX(user_group), HEX(template_id), HEX(conf_secret)))) FROM phones), "
	                    "(SELECT SUM(CRC32(CONCAT_WS('|', HEX(alias_id), HEX(alias_name), HEX(logins_list), HEX(user_group)))) "
	                    "FROM phones_alias)");
}

void scene_close(void)
{
	outside_close();
	demo_close(demo);
}
