#include "core/model/catalog.h"

#include <string.h>

static size_t rows_of_login(const Catalog *cat, size_t first)
{
	size_t end = first + 1;
	while (end < cat->phone_count && cat->phones[end].again)
		end++;
	return end - first;
}

size_t catalog_member(const Catalog *cat, const Alias *alias, size_t member, const Phone **first)
{
	uint32_t row = member < alias->member_count ? cat->members[alias->first_member + member] : NO_PHONE;
	*first = row == NO_PHONE ? NULL : &cat->phones[row];
	return row == NO_PHONE ? 0 : rows_of_login(cat, row);
}

bool catalog_is_repeated(const Catalog *cat, const Alias *alias, size_t member)
{
	const uint32_t *members = cat->members + alias->first_member;
	for (size_t i = 0; i < member; i++)
		if (members[i] == members[member])
			return true;
	return false;
}

const Phone *catalog_walk(const Catalog *cat, const Alias *alias, PhoneWalk *walk)
{
	const uint32_t *members = cat->members + alias->first_member;
	for (; walk->member < alias->member_count; walk->member++, walk->row = 0) {
		size_t row = members[walk->member] + walk->row;
		if (members[walk->member] == NO_PHONE)
			walk->missing = true;
		else if (walk->row == 0 ? !catalog_is_repeated(cat, alias, walk->member) : row < cat->phone_count && cat->phones[row].again) {
			walk->row++;
			return &cat->phones[row];
		}
	}
	return NULL;
}

size_t catalog_own_length(const Alias *alias)
{
	const char *last = alias->logins ? alias->logins : alias->name ? alias->name : alias->id;
	return (size_t)(last - alias->id) + strlen(last);
}

const Alias *catalog_find(const Catalog *cat, const char *id)
{
	size_t from = 0, to = cat->alias_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int side = login_compare(cat->aliases[middle].id, id);
		if (side == 0)
			return &cat->aliases[middle];
		if (side < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

const Phone *catalog_login(const Catalog *cat, const char *login, size_t *count)
{
	size_t from = 0, to = cat->phone_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (login_compare(cat->phones[middle].login, login) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	bool found = from < cat->phone_count && login_compare(cat->phones[from].login, login) == 0;
	*count = found ? rows_of_login(cat, from) : 0;
	return found ? &cat->phones[from] : NULL;
}

const char *catalog_server_name(const Catalog *cat, const Phone *phone)
{
	return cat->servers[phone->server].id;
}

const char *catalog_name(const Catalog *cat, uint16_t name)
{
	const char *text = cat->names[name];
	return text ? text : "";
}

Catalog *catalog_share(const Catalog *cat)
{
	/* How many hold it is no part of what they look at. */
	Catalog *shared = (Catalog *)cat;
	atomic_fetch_add(&shared->holders, 1);
	return shared;
}

void catalog_free(Catalog *cat)
{
	if (cat && atomic_fetch_sub(&cat->holders, 1) == 0)
		arena_free(cat->mem);                /* cat itself lies in it */
}

static bool lists(const Catalog *cat, const Alias *alias, uint32_t phone)
{
	for (size_t i = 0; i < alias->member_count; i++)
		if (cat->members[alias->first_member + i] == phone)
			return true;
	return false;
}

size_t catalog_sharing(const Catalog *cat, const Alias *alias, const Phone *phone, const Alias **first)
{
	size_t count = 0;
	while (phone->again)
		phone--;
	for (const Alias *other = cat->aliases, *end = other + cat->alias_count; other < end; other++)
		if (other != alias && lists(cat, other, (uint32_t)(phone - cat->phones)) && count++ == 0)
			*first = other;
	return count;
}
