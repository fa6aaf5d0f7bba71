#include "core/model/usage.h"

#include <string.h>

#include "core/base/text.h"

enum { NAMED_AT_MOST = 6 };

void usage_users(char *out, size_t cap, const char *what, const UserRef *users, size_t known, size_t total)
{
	size_t named = known < NAMED_AT_MOST ? known : NAMED_AT_MOST, used = 0;
	*out = '\0';
	if (total == 0)
		return;
	used = text_format(out, cap, "%zu %s to %s", total, total > 1 ? "users default" : "user defaults", what);
	for (size_t i = 0; i < named; i++)
		used += text_format(out + used, cap - used, "%s%s", i ? ", " : ": ", users[i].user);
	if (named && named < total)
		text_format(out + used, cap - used, " and %zu more", total - named);
}

void usage_others(char *out, size_t cap, const char *first, size_t count)
{
	size_t used = 0;
	*out = '\0';
	if (count)
		used = text_format(out, cap, "also in %s", first);
	if (count > 1)
		text_format(out + used, cap - used, " and %zu more", count - 1);
}

void usage_routes(char *out, size_t cap, const PhoneRow *phone)
{
	size_t used = 0;
	*out = '\0';
	if (phone->route_count)
		used = text_format(out, cap, "%s", phone->routes[0]);
	if (phone->route_count > 1)
		text_format(out + used, cap - used, ", and %zu more", phone->route_count - 1);
}

static void agents(char *out, size_t cap, const PhoneRow *phone)
{
	size_t used = 0;
	*out = '\0';
	if (phone->agent_count)
		used = text_format(out, cap, "agent %s %s", phone->agents[0].user, phone->agents[0].status);
	if (phone->agent_count > 1)
		text_format(out + used, cap - used, " and %zu more", phone->agent_count - 1);
}

void usage_phone(char *out, size_t cap, const PhoneRow *phone)
{
	char words[4][300];
	size_t used = 0;
	agents(words[0], sizeof words[0], phone);
	usage_others(words[1], sizeof words[1], phone->other_count ? phone->others[0] : "", phone->other_count);
	usage_users(words[2], sizeof words[2], phone->login.text ? phone->login.text : "it", phone->users, phone->user_count,
	            phone->user_total);
	usage_routes(words[3], sizeof words[3], phone);
	*out = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (*words[i])
			used += text_format(out + used, cap - used, "%s%s", used ? "; " : "", words[i]);
}
