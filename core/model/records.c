/* Many records of one reading. */
#include <stdlib.h>

#include "core/model/record.h"

void records_free(Records *records)
{
	if (records)
		arena_free(records->mem);
}

static int by_login(const void *a, const void *b)
{
	const PhoneRow *left = a, *right = b;
	int difference = login_compare(left->login.text, right->login.text);
	return difference ? difference : server_ip_compare(left->server_ip.text, right->server_ip.text);
}

void lookup_sort(Lookup *lookup)
{
	if (lookup->phone_count > 1)
		qsort(lookup->phones, lookup->phone_count, sizeof *lookup->phones, by_login);
}

/* The first phone of the login, or of the next one there is. */
static size_t first_of(const Lookup *sorted, const char *login)
{
	size_t low = 0, high = sorted->phone_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (login_compare(sorted->phones[middle].login.text, login) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The same phone without the record's own alias among the others. */
static PhoneRow seen_from(const Record *record, const PhoneRow *phone, Arena *mem)
{
	PhoneRow seen = *phone;
	const char **others = arena_take(mem, (phone->other_count + 1) * sizeof *others);
	seen.other_count = 0;
	for (size_t i = 0; i < phone->other_count; i++)
		if (!record->id.text || login_compare(phone->others[i], record->id.text) != 0)
			others[seen.other_count++] = phone->others[i];
	seen.others = others;
	return seen;
}

static void take_login(Record *record, const Lookup *sorted, const char *login, Arena *mem)
{
	for (size_t i = first_of(sorted, login); i < sorted->phone_count && login_compare(sorted->phones[i].login.text, login) == 0; i++) {
		PhoneRow seen = seen_from(record, &sorted->phones[i], mem);
		record_add(record, &(Lookup){ .phones = &seen, .phone_count = 1 });
	}
	record_add(record, &(Lookup){ .logins = &login, .login_count = 1 });
}

void record_take(Record *record, const Lookup *sorted, const char *const *logins, size_t login_count,
                 const char *const *extensions, size_t extension_count)
{
	Arena *mem = arena_new();
	for (size_t i = 0; i < login_count; i++)
		take_login(record, sorted, logins[i], mem);
	for (size_t i = 0; i < extension_count; i++) {
		for (size_t j = 0; j < sorted->phone_count; j++) {
			const PhoneRow *phone = &sorted->phones[j];
			if (phone->extension.text && phone->login.text && login_compare(phone->extension.text, extensions[i]) == 0)
				take_login(record, sorted, phone->login.text, mem);
		}
		record_add(record, &(Lookup){ .extensions = (const char **)&extensions[i], .extension_count = 1 });
	}
	arena_free(mem);
}
