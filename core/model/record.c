#include "core/model/record.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/model/field.h"

Record *record_new(void)
{
	Arena *mem = arena_new();
	Record *record = arena_take(mem, sizeof *record);
	record->mem = mem;
	return record;
}

void record_free(Record *record)
{
	if (record)
		arena_free(record->mem);
}

void lookup_free(Lookup *lookup)
{
	if (lookup)
		arena_free(lookup->mem);
}

/* The same items with room for one more; the old room stays in the arena. */
static void *with_room(Arena *mem, void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	*cap = *cap ? 2 * *cap : 8;
	void *more = arena_take(mem, *cap * size);
	if (count > 0)
		memcpy(more, items, count * size);
	return more;
}

static bool is_among(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (login_compare(words[i], word) == 0)
			return true;
	return false;
}

bool record_asked_login(const Record *record, const char *login)
{
	return is_among(record->logins_asked, record->login_asked_count, login);
}

bool record_id_taken(const Record *record, const char *id)
{
	return is_among(record->taken, record->taken_count, id);
}

bool record_asked_extension(const Record *record, const char *extension)
{
	return is_among(record->extensions_asked, record->extension_asked_count, extension);
}

static void remember_login(Record *record, const char *login)
{
	if (record_asked_login(record, login))
		return;
	record->logins_asked = with_room(record->mem, record->logins_asked, record->login_asked_count, &record->login_asked_cap,
	                                 sizeof *record->logins_asked);
	record->logins_asked[record->login_asked_count++] = arena_text(record->mem, login);
}

static void remember_extension(Record *record, const char *extension)
{
	if (record_asked_extension(record, extension))
		return;
	record->extensions_asked = with_room(record->mem, record->extensions_asked, record->extension_asked_count,
	                                     &record->extension_asked_cap, sizeof *record->extensions_asked);
	record->extensions_asked[record->extension_asked_count++] = arena_text(record->mem, extension);
}

static void remember_taken(Record *record, const char *id)
{
	if (record_id_taken(record, id))
		return;
	record->taken = with_room(record->mem, record->taken, record->taken_count, &record->taken_cap, sizeof *record->taken);
	record->taken[record->taken_count++] = arena_text(record->mem, id);
}

static Stored stored_copy(Arena *mem, Stored from)
{
	Stored to = { .raw = from.raw, .text = arena_text(mem, from.text) };
	if (from.raw.bytes)
		to.raw.bytes = (const uint8_t *)arena_bytes(mem, from.raw.bytes, from.raw.length);
	return to;
}

static PhoneRow phone_copy(Arena *mem, const PhoneRow *from)
{
	PhoneRow to = *from;
	to.extension = stored_copy(mem, from->extension);
	to.server_ip = stored_copy(mem, from->server_ip);
	to.login = stored_copy(mem, from->login);
	to.protocol = stored_copy(mem, from->protocol);
	to.active = stored_copy(mem, from->active);
	to.user_group = stored_copy(mem, from->user_group);
	to.peer_status = arena_text(mem, from->peer_status);

	LiveAgent *agents = arena_take(mem, (from->agent_count + 1) * sizeof *agents);
	for (size_t i = 0; i < from->agent_count; i++) {
		agents[i].user = arena_text(mem, from->agents[i].user);
		agents[i].status = arena_text(mem, from->agents[i].status);
	}
	to.agents = agents;
	UserRef *users = arena_take(mem, (from->user_count + 1) * sizeof *users);
	for (size_t i = 0; i < from->user_count; i++)
		users[i] = (UserRef){ .user = arena_text(mem, from->users[i].user), .name = arena_text(mem, from->users[i].name) };
	to.users = users;
	const char **others = arena_take(mem, (from->other_count + 1) * sizeof *others);
	for (size_t i = 0; i < from->other_count; i++)
		others[i] = arena_text(mem, from->others[i]);
	to.others = others;
	const char **routes = arena_take(mem, (from->route_count + 1) * sizeof *routes);
	for (size_t i = 0; i < from->route_count; i++)
		routes[i] = arena_text(mem, from->routes[i]);
	to.routes = routes;
	return to;
}

/* By key; login too, since rows without a key (NULL in it) are told apart by nothing else. */
static bool same_phone(const PhoneRow *a, const PhoneRow *b)
{
	return value_equal(a->extension.raw, b->extension.raw) && value_equal(a->server_ip.raw, b->server_ip.raw) &&
	       (!(a->extension.raw.null || a->server_ip.raw.null) || value_equal(a->login.raw, b->login.raw));
}

static bool has_phone(const Record *record, const PhoneRow *phone)
{
	for (size_t i = 0; i < record->phone_count; i++)
		if (same_phone(&record->phones[i], phone))
			return true;
	return false;
}

void record_add(Record *record, const Lookup *lookup)
{
	for (size_t i = 0; i < lookup->phone_count; i++) {
		if (has_phone(record, &lookup->phones[i]))
			continue;
		record->phones = with_room(record->mem, record->phones, record->phone_count, &record->phone_cap, sizeof *record->phones);
		record->phones[record->phone_count++] = phone_copy(record->mem, &lookup->phones[i]);
	}
	for (size_t i = 0; i < lookup->login_count; i++)
		remember_login(record, lookup->logins[i]);
	for (size_t i = 0; i < lookup->extension_count; i++)
		remember_extension(record, lookup->extensions[i]);
	for (size_t i = 0; i < lookup->taken_count; i++)
		remember_taken(record, lookup->taken[i]);
}

/* NULL and '' are no login: VICIdial's pages would find such phones by nothing an agent can type. */
static bool has_login(const PhoneRow *phone, const char *login)
{
	return phone->login.text && *phone->login.text && login_compare(phone->login.text, login) == 0;
}

const PhoneRow *record_phone(const Record *record, const char *login)
{
	const PhoneRow *first = NULL;
	for (size_t i = 0; i < record->phone_count; i++) {
		const PhoneRow *phone = &record->phones[i];
		if (has_login(phone, login) && (!first || server_ip_compare(phone->server_ip.text, first->server_ip.text) < 0))
			first = phone;
	}
	return first;
}

static int by_server_then_extension(const void *a, const void *b)
{
	const MappedPhone *left = a, *right = b;
	int difference = server_ip_compare(left->row->server_ip.text, right->row->server_ip.text);
	return difference ? difference : login_compare(left->row->extension.text, right->row->extension.text);
}

size_t record_map(const Record *record, const char *list, MappedPhone *out)
{
	size_t count = 0;
	for (size_t i = 0; i < record->phone_count; i++) {
		const PhoneRow *phone = &record->phones[i];
		if (!phone->hidden && logins_have(list, phone->login.text))
			out[count++] = (MappedPhone){ .row = phone, .protocol = phone->protocol.text, .active = phone->active.text };
	}
	qsort(out, count, sizeof *out, by_server_then_extension);
	return count;
}

bool phone_active(const char *active)
{
	return active && strcmp(active, "Y") == 0;
}

static const char *extension_of(const MappedPhone *phone)
{
	return phone->row->extension.text ? phone->row->extension.text : "";
}

static void show_extension(const MappedPhone *phones, size_t count, char *out, size_t cap)
{
	size_t different = 0;
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;
		while (same < i && login_compare(extension_of(&phones[same]), extension_of(&phones[i])) != 0)
			same++;
		different += same == i;
	}
	if (different > 1)
		text_format(out, cap, "%zu different", different);
	else
		text_copy(out, cap, count ? extension_of(&phones[0]) : "");
}

static void show_protocol(const MappedPhone *phones, size_t count, char *out, size_t cap)
{
	const char *first = count && phones[0].protocol ? phones[0].protocol : "";
	for (size_t i = 1; i < count; i++)
		if (strcmp(phones[i].protocol ? phones[i].protocol : "", first) != 0)
			first = "mixed";
	text_copy(out, cap, first);
}

static void show_active(const MappedPhone *phones, size_t count, char *out, size_t cap)
{
	size_t active = 0;
	for (size_t i = 0; i < count; i++)
		active += phone_active(phones[i].active);
	if (active > 0 && active < count)
		text_format(out, cap, "%zu/%zu", active, count);
	else
		text_copy(out, cap, count == 0 ? "" : active ? "Y" : "N");
}

static void show_servers(const Site *site, const MappedPhone *phones, size_t count, char *out, size_t cap)
{
	size_t length = 0;
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;
		while (same < i && server_ip_compare(phones[same].row->server_ip.text, phones[i].row->server_ip.text) != 0)
			same++;
		if (same == i)
			length += text_format(out + length, cap - length, "%s%s", length ? ", " : "",
			                      site_server_name(site, phones[i].row->server_ip.text));
	}
}

void record_show(const Site *site, const MappedPhone *phones, size_t count, int field, char *out, size_t cap)
{
	text_copy(out, cap, "");
	switch ((FieldId)field) {
	case FIELD_EXTENSION: show_extension(phones, count, out, cap); break;
	case FIELD_PROTOCOL:  show_protocol(phones, count, out, cap); break;
	case FIELD_ACTIVE:    show_active(phones, count, out, cap); break;
	case FIELD_SERVER:    show_servers(site, phones, count, out, cap); break;
	default:              break;
	}
}

const char *record_current(const Record *record, int field, char *out, size_t cap)
{
	switch ((FieldId)field) {
	case FIELD_ID:     text_copy(out, cap, record->id.text); break;
	case FIELD_NAME:   text_copy(out, cap, record->name.text); break;
	case FIELD_PHONES: text_copy(out, cap, record->logins.text); break;
	case FIELD_GROUP:  text_copy(out, cap, record->user_group.text); break;
	default: {
		MappedPhone *phones = mem_take((record->phone_count + 1) * sizeof *phones);
		record_show(&record->site, phones, record_map(record, record->logins.text, phones), field, out, cap);
		mem_free(phones);
	}
	}
	return out;
}
