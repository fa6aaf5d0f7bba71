#include "tests/journeys/scene.h"

#include "tests/scratch.h"
#include "tests/tap.h"

static Connection where;
static Demo *demo;

const char *scene_folder(void)
{
	static char folder[300];
	return scratch_path(folder, sizeof folder, "state/vicialias/demo");
}

const Connection *scene_demo(void)
{
	return &where;
}

const Connection *scene_open(void)
{
	Demo *before = demo;
	Err err;
	if (!demo_open(&demo, scene_folder(), DEMO_KEEP, &where, &err))
		fail_msg("%s", err.text);
	demo_close(before);
	return &where;
}

void scene_close(void)
{
	outside_close();
	demo_close(demo);
	demo = NULL;
}

int scene_begin(void **state)
{
	(void)state;
	scene_open();
	return 0;
}

int scene_end(void **state)
{
	(void)state;
	scene_close();
	return 0;
}

const char *scene_rows(void)
{
	return outside_rows(&where, "SELECT (SELECT SUM(CRC32(CONCAT_WS('|', HEX(extension), server_ip, HEX(login), HEX(protocol), "
	                    "HEX(active), HEX(pass), HEX(user_group), HEX(template_id), HEX(conf_secret)))) FROM phones), "
	                    "(SELECT SUM(CRC32(CONCAT_WS('|', HEX(alias_id), HEX(alias_name), HEX(logins_list), HEX(user_group)))) "
	                    "FROM phones_alias)");
}
