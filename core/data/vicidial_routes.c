/* What sends callers to a phone: options of call menus, by its login, and inbound numbers, by its extension and server. */
#include "core/data/vicidial_part.h"

typedef struct {
	const char *table, *column;              /* without it this VICIdial has no such routes, or they may not be read */
	SqlId       sql;                         /* who, on which server ('': any), then what the words are made of */
	const char *(*who)(const PhoneRow *phone);
	const char *(*words)(Arena *mem, const Rows *rows, size_t row);
} RouteKind;

static const char *login_of(const PhoneRow *phone)
{
	return phone->login.text;
}

static const char *extension_of(const PhoneRow *phone)
{
	return phone->extension.text;
}

static const char *menu_words(Arena *mem, const Rows *rows, size_t row)
{
	return arena_format(mem, "call menu %s, option %s", rows_text(rows, row, 2), rows_text(rows, row, 3));
}

static const char *did_words(Arena *mem, const Rows *rows, size_t row)
{
	return arena_format(mem, "inbound number %s", rows_text(rows, row, 2));
}

static const RouteKind kinds[] = {
	{ "vicidial_call_menu_options", "option_route_value", SQL_VICIDIAL_RECORD_MENUS, login_of, menu_words },
	{ "vicidial_inbound_dids", "phone", SQL_VICIDIAL_RECORD_DIDS, extension_of, did_words },
};

static bool leads_to(const RouteKind *kind, const Rows *rows, size_t row, const PhoneRow *phone)
{
	const char *server = rows_text(rows, row, 1);
	return login_compare(kind->who(phone), rows_text(rows, row, 0)) == 0 &&
	       (!server || !*server || server_ip_compare(phone->server_ip.text, server) == 0);
}

static void add_routes(const RouteKind *kind, const Rows *rows, Arena *mem, PhoneRow *phone)
{
	const char **routes = arena_take(mem, (phone->route_count + rows->count) * sizeof *routes);
	size_t count = 0;
	for (; count < phone->route_count; count++)
		routes[count] = phone->routes[count];
	for (size_t i = 0; i < rows->count; i++)
		if (kind->who(phone) && leads_to(kind, rows, i, phone))
			routes[count++] = kind->words(mem, rows, i);
	phone->routes = routes;
	phone->route_count = count;
}

static bool read_kind(Database *db, const RouteKind *kind, Lookup *lookup, Err *err)
{
	bool can;
	Rows *rows;
	if (!vicidial_may_read(db, kind->table, kind->column, &can, err))
		return false;
	if (!can)
		return true;
	const char **whom = mem_take(lookup->phone_count * sizeof *whom);
	size_t count = 0;
	for (size_t i = 0; i < lookup->phone_count; i++)
		if (kind->who(&lookup->phones[i]))
			whom[count++] = kind->who(&lookup->phones[i]);
	bool ok = count == 0 || vicidial_read(db, kind->sql, whom, count, count, &rows, err);
	for (size_t i = 0; ok && count && i < lookup->phone_count; i++)
		add_routes(kind, rows, lookup->mem, &lookup->phones[i]);
	if (ok && count)
		rows_free(rows);
	mem_free(whom);
	return ok;
}

bool vicidial_routes(Database *db, Lookup *lookup, Err *err)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!read_kind(db, &kinds[i], lookup, err))
			return false;
	return true;
}
