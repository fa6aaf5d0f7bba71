#include "core/model/field.h"

#include <string.h>

#include "core/base/text.h"
#include "core/model/field_check.h"
#include "core/model/rank.h"
#include "core/model/search.h"

/* Phones of other groups are known by login only: no field but the list of logins tells of them. */
static const Phone *next_shown(const Catalog *cat, const Alias *alias, PhoneWalk *walk)
{
	const Phone *phone;
	do
		phone = catalog_walk(cat, alias, walk);
	while (phone && phone->hidden);
	return phone;
}

static const Phone *first_shown(const Catalog *cat, const Alias *alias)
{
	return next_shown(cat, alias, &(PhoneWalk){ 0 });
}

static bool holds(const char *text, const char *folded)
{
	return search_finds(text, strlen(text), folded);
}

static size_t put(char *out, size_t cap, const char *text)
{
	text_copy(out, cap, text);
	return strlen(out);
}

static size_t show_id(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	(void)cat;
	return put(out, cap, alias->id);
}

static bool id_contains(const Catalog *cat, const Alias *alias, const char *folded)
{
	(void)cat;
	return holds(alias->id, folded);
}

static int compare_id(const Catalog *cat, const Alias *a, const Alias *b)
{
	(void)cat;
	return (a > b) - (a < b);                /* the catalog is by ID */
}

static size_t show_name(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	(void)cat;
	return put(out, cap, alias->name);
}

static bool name_contains(const Catalog *cat, const Alias *alias, const char *folded)
{
	(void)cat;
	return alias->name && holds(alias->name, folded);
}

/* Values that differ, in the order of the list. */
enum { DIFFERENT = 256 };
typedef struct {
	const char *values[DIFFERENT];
	size_t      count;
} Seen;

static void see(Seen *seen, const char *value, int (*compare)(const char *a, const char *b))
{
	size_t at = 0;
	while (at < seen->count && compare(seen->values[at], value) != 0)
		at++;
	if (at == seen->count && at < DIFFERENT)
		seen->values[seen->count++] = value;
}

static size_t put_all(const Seen *seen, char *out, size_t cap)
{
	size_t used = put(out, cap, "");
	for (size_t i = 0; i < seen->count; i++)
		used += text_format(out + used, cap - used, "%s%s", i ? "," : "", seen->values[i] ? seen->values[i] : "");
	return used;
}

static void see_extensions(const Catalog *cat, const Alias *alias, Seen *seen)
{
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = next_shown(cat, alias, &walk));)
		see(seen, phone->extension, login_compare);
}

static size_t show_extension(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	Seen seen = { .count = 0 };
	see_extensions(cat, alias, &seen);
	if (seen.count > 1)
		return text_format(out, cap, "%zu different", seen.count);
	return put(out, cap, seen.count ? seen.values[0] : "");
}

static size_t list_extensions(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	Seen seen = { .count = 0 };
	see_extensions(cat, alias, &seen);
	return put_all(&seen, out, cap);
}

static bool extension_contains(const Catalog *cat, const Alias *alias, const char *folded)
{
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = next_shown(cat, alias, &walk));)
		if (phone->extension && holds(phone->extension, folded))
			return true;
	return false;
}

/* As numbers: 999 before 1001. */
static int compare_extension(const Catalog *cat, const Alias *a, const Alias *b)
{
	const Phone *left = first_shown(cat, a), *right = first_shown(cat, b);
	return server_ip_compare(left ? left->extension : NULL, right ? right->extension : NULL);
}

static size_t show_phones(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	(void)cat;
	return put(out, cap, alias->logins);
}

static bool phones_contain(const Catalog *cat, const Alias *alias, const char *folded)
{
	(void)cat;
	return alias->logins && holds(alias->logins, folded);
}

/* "?" stands for the missing phones. */
static void see_servers(const Catalog *cat, const Alias *alias, Seen *seen)
{
	for (size_t m = 0; m < alias->member_count; m++) {
		const Phone *phone;
		size_t rows = catalog_member(cat, alias, m, &phone);
		for (size_t i = 0; i < (rows ? rows : 1); i++)
			if (!rows || !phone[i].hidden)
				see(seen, rows ? catalog_server_name(cat, &phone[i]) : "?", strcmp);
	}
}

/* "dialer1 +1": the first and how many others. */
static size_t show_server(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	Seen seen = { .count = 0 };
	see_servers(cat, alias, &seen);
	if (seen.count > 1)
		return text_format(out, cap, "%s +%zu", seen.values[0], seen.count - 1);
	return put(out, cap, seen.count ? seen.values[0] : "");
}

static size_t list_servers(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	Seen seen = { .count = 0 };
	see_servers(cat, alias, &seen);
	return put_all(&seen, out, cap);
}

static bool server_contains(const Catalog *cat, const Alias *alias, const char *folded)
{
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = next_shown(cat, alias, &walk));) {
		const Server *server = &cat->servers[phone->server];
		if (holds(server->id, folded) || holds(server->ip, folded))
			return true;
	}
	return walk.missing && holds("?", folded);
}

/* In the order of the servers, dialer2 before dialer10; those without a phone first. */
static int compare_server(const Catalog *cat, const Alias *a, const Alias *b)
{
	const Phone *left = first_shown(cat, a), *right = first_shown(cat, b);
	return (left ? left->server : -1) - (right ? right->server : -1);
}

/* The protocol of all phones; "mixed" when they differ. */
static const char *protocol_of(const Catalog *cat, const Alias *alias)
{
	PhoneWalk walk = { 0 };
	const Phone *first = next_shown(cat, alias, &walk);
	for (const Phone *phone = first; phone; phone = next_shown(cat, alias, &walk))
		if (phone->protocol != first->protocol)
			return "mixed";
	return first ? catalog_name(cat, first->protocol) : "";
}

static size_t show_protocol(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	return put(out, cap, protocol_of(cat, alias));
}

static size_t list_protocols(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	Seen seen = { .count = 0 };
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = next_shown(cat, alias, &walk));)
		see(&seen, catalog_name(cat, phone->protocol), strcmp);
	return put_all(&seen, out, cap);
}

static bool protocol_contains(const Catalog *cat, const Alias *alias, const char *folded)
{
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = next_shown(cat, alias, &walk));)
		if (holds(catalog_name(cat, phone->protocol), folded))
			return true;
	return holds(protocol_of(cat, alias), folded);
}

/* Y, N, or "1/2": one of two is active. NULL counts as not active: VICIdial asks for active='Y'. */
static size_t show_active(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	size_t active = 0, count = 0;
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = next_shown(cat, alias, &walk)); count++)
		active += phone->active == 'Y';
	if (active > 0 && active < count)
		return text_format(out, cap, "%zu/%zu", active, count);
	return put(out, cap, count == 0 ? "" : active ? "Y" : "N");
}

static size_t show_group(const Catalog *cat, const Alias *alias, char *out, size_t cap)
{
	return put(out, cap, catalog_name(cat, alias->user_group));
}

static bool group_contains(const Catalog *cat, const Alias *alias, const char *folded)
{
	return holds(catalog_name(cat, alias->user_group), folded);
}

/* Widths at 80 cells and at 40: SCREENS, "Columns". The group comes in from 90. */
const Field fields[FIELD_COUNT] = {
	[FIELD_ID] = {
		.key = "id", .also = "alias alias_id", .title = "ALIAS ID", .label = "Alias ID",
		.help = "Fixed: agents type it to log in.",
		.width = 10, .narrow = 9, .form = FORM_FIXED, .form_order = 1, .max_chars = ALIAS_ID_MAX,
		.show = show_id, .compare = compare_id, .contains = id_contains, .check = check_id,
	},
	[FIELD_NAME] = {
		.key = "name", .also = "alias_name", .title = "NAME", .label = "Name",
		.help = "What people call it: letters, digits, blanks and - . , _",
		.width = 16, .narrow = 15, .grows = 2, .form = FORM_TEXT, .form_order = 2, .max_chars = ALIAS_NAME_MAX,
		.show = show_name, .contains = name_contains, .check = check_name,
	},
	[FIELD_EXTENSION] = {
		.key = "extension", .also = "ext exten", .title = "EXTEN", .label = "Extension",
		.help = "Replaces each phone by the phone of that extension on the same server.",
		.width = 8, .narrow = 6, .grows = 1, .form = FORM_PICK, .form_order = 3, .max_chars = EXTENSION_MAX,
		.show = show_extension, .list = list_extensions, .compare = compare_extension, .contains = extension_contains, .check = check_extension,
	},
	[FIELD_PHONES] = {
		.key = "phones", .also = "phone logins login", .title = "PHONES", .label = "Phones",
		.help = "The phone logins it stands for, with commas between; their order counts.",
		.width = 14, .grows = 3, .drop = 4, .form = FORM_PICK, .form_order = 6, .max_chars = LOGINS_LIST_MAX,
		.show = show_phones, .list = show_phones, .contains = phones_contain, .check = check_phones,
	},
	[FIELD_SERVER] = {
		.key = "server", .also = "servers ip", .title = "SERVER", .label = "Server",
		.help = "The servers its phones are on.",
		.width = 10, .grows = 1, .drop = 2,
		.show = show_server, .list = list_servers, .compare = compare_server, .contains = server_contains,
	},
	[FIELD_PROTOCOL] = {
		.key = "protocol", .also = "proto", .title = "PROTO", .label = "Protocol",
		.help = "Belongs to the phones: every alias on one of them changes too.",
		.width = 5, .drop = 3, .form = FORM_CHOICE, .form_order = 4, .max_chars = PROTOCOL_MAX,
		.show = show_protocol, .list = list_protocols, .contains = protocol_contains, .check = check_protocol,
	},
	[FIELD_ACTIVE] = {
		.key = "active", .also = "act", .title = "ACT", .label = "Active",
		.help = "Belongs to the phones: N also takes their own login and registration.",
		.width = 3, .narrow = 3, .form = FORM_CHOICE, .form_order = 5, .max_chars = 1,
		.show = show_active, .check = check_active,
	},
	[FIELD_GROUP] = {
		.key = "group", .also = "user_group", .title = "GROUP", .label = "User group",
		.help = "Which admins see the alias; ---ALL--- is everyone.",
		.width = 13, .grows = 1, .drop = 1, .form = FORM_CHOICE, .form_order = 7, .max_chars = USER_GROUP_MAX,
		.show = show_group, .contains = group_contains, .check = check_group,
	},
};

static bool is_word(const char *word, size_t length, const char *candidate, size_t candidate_length)
{
	return length == candidate_length && strncasecmp(word, candidate, length) == 0;
}

FieldId field_find(const char *word, size_t length)
{
	for (FieldId id = 0; id < FIELD_COUNT; id++) {
		if (is_word(word, length, fields[id].key, strlen(fields[id].key)))
			return id;
		for (const char *also = fields[id].also; *also; also += strspn(also, " ")) {
			size_t candidate = strcspn(also, " ");
			if (is_word(word, length, also, candidate))
				return id;
			also += candidate;
		}
	}
	return FIELD_COUNT;
}

typedef struct {
	const Catalog *cat;
	const Field   *field;
	int            turn;                     /* -1: descending */
} FieldOrder;

enum { SHOWN_CAP = UTF8_CAP(LOGINS_LIST_MAX) };

static size_t show_folded(const FieldOrder *order, uint32_t row, char folded[SHOWN_CAP])
{
	char shown[SHOWN_CAP];
	size_t length = order->field->show(order->cat, &order->cat->aliases[row], shown, sizeof shown);
	return search_fold(folded, SHOWN_CAP, shown, length);
}

static int order_tie(const void *context, uint32_t a, uint32_t b)
{
	const FieldOrder *order = context;
	if (order->field->compare)
		return order->turn * order->field->compare(order->cat, &order->cat->aliases[a], &order->cat->aliases[b]);
	char left[SHOWN_CAP], right[SHOWN_CAP];
	show_folded(order, a, left);
	show_folded(order, b, right);
	return order->turn > 0 ? strcmp(left, right) : strcmp(right, left);
}

static Rank rank_of_row(const FieldOrder *order, uint32_t row)
{
	char folded[SHOWN_CAP];
	if (order->field->compare)
		return rank_of(row, NULL, 0);
	Rank rank = rank_of(row, folded, show_folded(order, row, folded));
	if (order->turn < 0) {
		rank.high = ~rank.high;
		rank.low = ~rank.low;
	}
	return rank;
}

void field_sort(const Catalog *cat, uint32_t *order, size_t count, FieldId by, bool descending)
{
	FieldOrder how = { .cat = cat, .field = &fields[by], .turn = descending ? -1 : 1 };
	Rank *ranks = mem_take(count * sizeof *ranks);
	for (size_t i = 0; i < count; i++)
		ranks[i] = rank_of_row(&how, order[i]);
	rank_sort(ranks, count, order_tie, &how);
	for (size_t i = 0; i < count; i++)
		order[i] = ranks[i].row;
	mem_free(ranks);
}

uint32_t *field_order(const Catalog *cat, Sorting sorting)
{
	size_t count = cat->alias_count;
	uint32_t *order = mem_grow(NULL, (count + 1) * sizeof *order);
	bool reversed = sorting.by == FIELD_ID && sorting.descending;
	for (size_t i = 0; i < count; i++)
		order[i] = (uint32_t)(reversed ? count - 1 - i : i);
	if (sorting.by != FIELD_ID)              /* the catalog is by ID */
		field_sort(cat, order, count, sorting.by, sorting.descending);
	return order;
}
