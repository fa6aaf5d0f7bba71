/* Where the audit log lies when nobody names it: shared in /var/lib where root or a member of the group vicialias works, else
 * one's own; with a name of its own for each cluster. In a process with mounts of its own, where the system allows that. */
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "core/service/config.h"
#include "tests/scratch.h"
#include "tests/unit/own_mounts.h"

#include "tests/tap.h"

enum { MEMBERS = 64999, NOBODY = 65534 };

static char groups[300];                     /* put over /etc/group */
static Config config;
static Err err;

/* /var/lib is empty, and there is a group vicialias or none. */
static bool mount_system(bool has_group)
{
	FILE *file = fopen(scratch_path(groups, sizeof groups, "group"), "w");
	bool ok = file && fprintf(file, "root:x:0:\n%s", has_group ? "vicialias:x:64999:\n" : "") > 0;
	return file && fclose(file) == 0 && ok && become_mounter() && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("none", "/var/lib", "tmpfs", 0, "size=512k,mode=0755") == 0 &&
	       mount(groups, "/etc/group", NULL, MS_BIND, NULL) == 0;
}

static bool lies_at(const char *expected, bool expected_shared)
{
	char path[CONFIG_PATH];
	bool shared;
	if (!config_audit_path(&config, path, sizeof path, &shared, &err))
		return false;
	if (strcmp(path, expected) == 0 && shared == expected_shared)
		return true;
	fprintf(stderr, "%s, shared %d\n", path, shared);
	return false;
}

static bool folder_is(unsigned mode, gid_t group)
{
	struct stat found;
	return stat("/var/lib/vicialias", &found) == 0 && (found.st_mode & 07777) == mode && found.st_gid == group;
}

static int as_root_alone(void)
{
	if (!mount_system(false))
		return CANNOT_MOUNT;
	return lies_at("/var/lib/vicialias/audit.db", false) && folder_is(0700, 0) &&
	       lies_at("/var/lib/vicialias/audit.db", false) ? 0 : 1;
}

static int as_root_for_a_group(void)
{
	if (!mount_system(true))
		return CANNOT_MOUNT;
	if (!lies_at("/var/lib/vicialias/audit.db", true) || !folder_is(02770, MEMBERS))
		return 1;
	config.profile_at = 0;
	config.profile_count = 1;
	strcpy(config.profiles[0].name, "prod-east");
	return lies_at("/var/lib/vicialias/audit-prod-east.db", true) ? 0 : 2;
}

static bool become(gid_t group)
{
	return setgroups(0, NULL) == 0 && setegid(group) == 0 && seteuid(NOBODY) == 0;
}

static bool root_again(void)
{
	return seteuid(0) == 0 && setegid(0) == 0;
}

/* Who is no member has a log of his own, and is not in the way. */
static int as_member_and_as_stranger(void)
{
	char own[300], home[300];
	if (!mount_system(true))
		return CANNOT_MOUNT;
	if (!lies_at("/var/lib/vicialias/audit.db", true) || chmod(scratch_folder(), 0755) != 0 ||
	    mkdir(scratch_path(home, sizeof home, "home"), 0777) != 0 ||
	    chown(home, NOBODY, NOBODY) != 0)
		return 1;
	setenv("XDG_STATE_HOME", home, 1);
	bool member = become(MEMBERS) && lies_at("/var/lib/vicialias/audit.db", true) && root_again();
	text_format(own, sizeof own, "%s/vicialias/audit.db", home);
	bool stranger = become(NOBODY) && lies_at(own, false) && root_again();
	return !member ? 2 : !stranger ? 3 : 0;
}

static void assert_in_a_system_of_its_own(int (*run)(void))
{
	int status;
	scratch_folder();
	config = (Config){ .profile_at = -1 };
	if (geteuid() != 0)                      /* in a name space of one's own there is but one user */
		skip();
	pid_t child = fork();
	if (child == 0)
		_exit(run());
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_MOUNT)
		skip();
	assert_int_equal(status, 0);
}

#define IN_A_SYSTEM(name, run) static void name(void **state) { (void)state; assert_in_a_system_of_its_own(run); }
IN_A_SYSTEM(root_alone_keeps_it_to_himself, as_root_alone)
IN_A_SYSTEM(where_there_is_a_group_root_shares_it, as_root_for_a_group)
IN_A_SYSTEM(a_member_shares_it_and_a_stranger_has_his_own, as_member_and_as_stranger)

static void a_name_too_long_for_any_path_is_said(void **state)
{
	(void)state;
	char path[CONFIG_PATH], folder[CONFIG_PATH];
	bool shared;
	config = (Config){ .profile_at = -1 };
	memset(config.audit, 'x', sizeof config.audit - 1);
	assert_false(config_audit_path(&config, path, 100, &shared, &err));
	assert_non_null(strstr(err.text, "--audit: the name is too long."));
	config.profile_at = 0;
	config.profile_count = 1;
	strcpy(config.profiles[0].name, "prod-east");
	assert_false(config_audit_path(&config, path, sizeof path, &shared, &err));
	assert_int_equal(err.code, ERR_AUDIT);
	assert_non_null(strstr(err.text, "The audit log has too long a name"));
	config = (Config){ .profile_at = -1, .demo = true };
	memset(folder, 'y', sizeof folder);
	folder[0] = '/';
	folder[sizeof folder - 14] = '\0';
	setenv("XDG_STATE_HOME", folder, 1);
	assert_false(config_audit_path(&config, path, sizeof path, &shared, &err));
	assert_false(config_demo_folder(path, sizeof path, &err));
	folder[sizeof folder - 24] = '\0';
	setenv("XDG_STATE_HOME", folder, 1);
	assert_false(config_audit_path(&config, path, sizeof path, &shared, &err));
	assert_non_null(strstr(err.text, "too long a"));
	unsetenv("XDG_STATE_HOME");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_alone_keeps_it_to_himself),
		cmocka_unit_test(where_there_is_a_group_root_shares_it),
		cmocka_unit_test(a_member_shares_it_and_a_stranger_has_his_own),
		cmocka_unit_test(a_name_too_long_for_any_path_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
