#include "core/model/drain.h"

#include <string.h>

#include "core/base/text.h"

/* Is a phone of the member, seen by the admin, on the server? */
static bool is_there(const Catalog *cat, const Alias *alias, size_t member, const char *server_ip)
{
	const Phone *first;
	size_t       count = catalog_member(cat, alias, member, &first);
	for (size_t i = 0; i < count; i++)
		if (!first[i].hidden && strcmp(cat->servers[first[i].server].ip, server_ip) == 0)
			return true;
	return false;
}

/* The logins of the alias that are on the server: "8302b,8302d". */
static void logins_there(const Catalog *cat, const Alias *alias, const char *server_ip, Text *out)
{
	const char *at = alias->logins, *item;
	size_t      length;
	text_clear(out);
	for (size_t member = 0; member < alias->member_count && logins_next(&at, &item, &length); member++)
		if (is_there(cat, alias, member, server_ip))
			text_addf(out, "%s%.*s", out->length ? "," : "", (int)length, item);
}

BatchOrder *drain_order(const Catalog *cat, const char *server_ip)
{
	char        title[120];
	const char *name = site_server_name(&cat->site, server_ip);
	Text        logins = { 0 };
	text_format(title, sizeof title, "drain %s", name);
	BatchOrder *order = batch_order_new(title);
	for (size_t i = 0; i < cat->alias_count; i++) {
		AliasId id;
		logins_there(cat, &cat->aliases[i], server_ip, &logins);
		if (!logins.length)
			continue;
		text_copy(id.text, sizeof id.text, cat->aliases[i].id);
		batch_order_add(order, &id, 1, &(BulkWish){ .remove = logins.bytes });
	}
	text_free(&logins);
	return order;
}

size_t drain_count(const Catalog *cat, size_t server)
{
	size_t count = 0;
	for (size_t i = 0; i < cat->alias_count; i++) {
		bool there = false;
		for (size_t member = 0; member < cat->aliases[i].member_count && !there; member++)
			there = is_there(cat, &cat->aliases[i], member, cat->servers[server].ip);
		count += there;
	}
	return count;
}
