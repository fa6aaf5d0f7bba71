/* Clusters by name: profile.NAME.astguiclient = FILE. */
#include <assert.h>
#include <string.h>

#include "core/base/text.h"
#include "core/service/config_inside.h"

/* Never guessed: the name of one cluster over the database of another. */
static bool take_file(Profile *profile, const char *value, Err *err)
{
	if (*value == '/' && text_copy(profile->astguiclient, sizeof profile->astguiclient, value))
		return true;
	return fail(err, ERR_INPUT, "\"%s\" is not a whole path: it has to begin with / and have at most %zu bytes.", value,
	            sizeof profile->astguiclient - 1);
}

/* What is unclear is taken for the more careful of the two. */
static bool careful(bool *out, const char *value, Err *err)
{
	*out = true;
	return config_yes_no(out, value, err) || fail(err, ERR_USAGE, "\"%s\" is neither yes nor no, and is taken for yes.", value);
}

static bool take_danger(Profile *profile, const char *value, Err *err)
{
	return careful(&profile->danger, value, err);
}

static bool take_read_only(Profile *profile, const char *value, Err *err)
{
	return careful(&profile->read_only, value, err);
}

static bool take_tls(Profile *profile, const char *value, Err *err)
{
	profile->tls = true;
	return config_tls(&profile->tls, value, err) || fail(err, ERR_USAGE, "\"%s\" is neither required nor no, and is taken for required.", value);
}

static const struct {
	const char *word;
	bool      (*take)(Profile *profile, const char *value, Err *err);
} words[] = { { "astguiclient", take_file }, { "danger", take_danger }, { "read_only", take_read_only }, { "tls", take_tls } };

/* The name becomes a part of the audit log's. */
static bool is_name(const char *name, size_t length)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	return length > 0 && length < CONFIG_NAME && strspn(name, allowed) >= length;
}

static int profile_find(const Config *config, const char *name, size_t length)
{
	for (size_t i = 0; i < config->profile_count; i++)
		if (strlen(config->profiles[i].name) == length && memcmp(config->profiles[i].name, name, length) == 0)
			return (int)i;
	return -1;
}

/* Makes it when it is new. */
static Profile *profile_of(Config *config, const char *name, size_t length, Err *err)
{
	int at = profile_find(config, name, length);
	if (at >= 0)
		return &config->profiles[at];
	if (config->profile_count == CONFIG_PROFILES) {
		fail(err, ERR_USAGE, "%d profiles are the most.", CONFIG_PROFILES);
		return NULL;
	}
	Profile *profile = &config->profiles[config->profile_count++];
	text_format(profile->name, sizeof profile->name, "%.*s", (int)length, name);
	text_copy(profile->astguiclient, sizeof profile->astguiclient, "/etc/astguiclient.conf");
	return profile;
}

bool config_profile_take(Config *config, const char *name, const char *value, Err *err)
{
	size_t length = strcspn(name, ".");
	if (!is_name(name, length) || name[length] != '.')
		return fail(err, ERR_USAGE, "the name of a profile is letters, digits, - and _, as in profile.prod-east.danger = yes");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(words[i].word, name + length + 1) != 0)
			continue;
		Profile *profile = profile_of(config, name, length, err);
		return profile && words[i].take(profile, value, err);
	}
	return fail(err, ERR_USAGE, "a profile has astguiclient, danger, read_only and tls.");
}

void config_use_profile(Config *config, int at)
{
	assert(at < (int)config->profile_count);
	config->profile_at = at;
	if (at >= 0)
		text_copy(config->astguiclient, sizeof config->astguiclient, config->profiles[at].astguiclient);
}

const Profile *config_profile(const Config *config)
{
	return config->profile_at >= 0 && config->profile_count ? &config->profiles[config->profile_at] : NULL;
}

static bool no_such_profile(const Config *config, Err *err)
{
	char names[300] = "none";
	size_t used = 0;
	for (size_t i = 0; i < config->profile_count; i++)
		used += text_format(names + used, sizeof names - used, "%s%s", i ? ", " : "", config->profiles[i].name);
	return fail(err, ERR_USAGE, "--profile: there is no profile %s. The settings name %s.", config->profile, names);
}

bool config_profile_choose(Config *config, Err *err)
{
	bool named = config->profile[0];
	int at = named ? profile_find(config, config->profile, strlen(config->profile)) : 0;
	if (named && config->demo)
		return fail(err, ERR_USAGE, "--profile does not go with --demo.");
	if (named && at < 0)
		return no_such_profile(config, err);
	if (!config->profile_count || config->demo)
		return true;
	if (named && config->astguiclient[0])
		return fail(err, ERR_USAGE, "--profile and --astguiclient (or VICIALIAS_ASTGUICLIENT) both name a connection: leave out one.");
	config_use_profile(config, config->astguiclient[0] ? -1 : at);
	return true;
}
