/* Many records at once: the aliases, then the phones of all their lists, then what warnings tell of. */
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/vicidial_part.h"

enum { AT_ONCE = 1000 };

typedef struct {
	Database         *db;
	const GroupScope *scope;
	bool              brief;
	const char *const *ids;                  /* of this turn */
	Record           *records;
	size_t            count;
	Arena            *scratch;
} Turn;

static int by_id(const void *a, const void *b)
{
	const Record *const *left = a, *const *right = b;
	return login_compare((*left)->id.text, (*right)->id.text);
}

/* The turn's records by ID, to be searched. */
static Record **sort_records(const Turn *turn)
{
	Record **sorted = arena_take(turn->scratch, (turn->count + 1) * sizeof(Record *));
	for (size_t i = 0; i < turn->count; i++)
		sorted[i] = &turn->records[i];
	qsort(sorted, turn->count, sizeof(Record *), by_id);
	return sorted;
}

static Record *find_record(const Turn *turn, Record **sorted, const char *id)
{
	Record key = { .id.text = id }, *wanted = &key;
	Record **found = id ? bsearch(&wanted, sorted, turn->count, sizeof(Record *), by_id) : NULL;
	return found ? *found : NULL;
}

static bool read_aliases(Turn *turn, Record **sorted, Err *err)
{
	Rows *rows;
	const char **texts = arena_take(turn->scratch, (turn->count + 1) * sizeof *texts);
	size_t count = 0;
	/* What is no text the server would refuse to compare. */
	for (size_t i = 0; i < turn->count; i++)
		if (text_is_utf8(turn->ids[i], strlen(turn->ids[i])))
			texts[count++] = turn->ids[i];
	if (count == 0)
		return true;
	if (!vicidial_read(turn->db, SQL_VICIDIAL_RECORD_ALIAS, texts, count, count, &rows, err))
		return false;
	for (size_t i = 0; i < rows->count; i++) {
		Record *record = find_record(turn, sorted, rows_text(rows, i, 1));
		if (record)
			vicidial_take_alias(record, turn->scope, rows, i);
	}
	rows_free(rows);
	return true;
}

static bool read_phones(Turn *turn, Err *err)
{
	Lookup *lookup;
	size_t total = 0;
	const char ***lists = arena_take(turn->scratch, (turn->count + 1) * sizeof *lists);
	size_t *counts = arena_take(turn->scratch, (turn->count + 1) * sizeof *counts);
	for (size_t i = 0; i < turn->count; i++) {
		lists[i] = vicidial_logins_of(turn->scratch, turn->records[i].logins.text, &counts[i]);
		total += counts[i];
	}
	const char **logins = arena_take(turn->scratch, (total + 1) * sizeof *logins);
	size_t count = 0;
	for (size_t i = 0; i < turn->count; i++)
		for (size_t j = 0; j < counts[i]; j++)
			logins[count++] = lists[i][j];
	if (!vicidial_lookup_many(turn->db, turn->scope, logins, count, NULL, 0, turn->brief, &lookup, err))
		return false;
	for (size_t i = 0; i < turn->count; i++)
		record_take(&turn->records[i], lookup, lists[i], counts[i], NULL, 0);
	lookup_free(lookup);
	return true;
}

static void add_user(Record *record, const Rows *rows, size_t row)
{
	UserRef *users = (UserRef *)record->default_users;
	const char *name = rows_text(rows, row, 1);
	if (!users)
		record->default_users = users = arena_take(record->mem, VICIDIAL_USERS_SHOWN * sizeof *users);
	if (record->default_user_total++ < VICIDIAL_USERS_SHOWN)
		users[record->default_user_count++] = (UserRef){ .user = arena_text(record->mem, rows_text(rows, row, 0)),
		                                                 .name = arena_text(record->mem, name ? name : "") };
}

static bool read_users(Turn *turn, Record **sorted, Err *err)
{
	Rows *rows;
	const char **ids = arena_take(turn->scratch, (turn->count + 1) * sizeof *ids);
	size_t count = 0;
	for (size_t i = 0; i < turn->count; i++)
		if (turn->records[i].exists)
			ids[count++] = turn->records[i].id.text;
	if (count == 0)
		return true;
	if (!vicidial_read(turn->db, SQL_VICIDIAL_RECORD_USERS, ids, count, count, &rows, err))
		return false;
	for (size_t i = 0; i < rows->count; i++) {
		Record *record = find_record(turn, sorted, rows_text(rows, i, 2));
		if (record)
			add_user(record, rows, i);
	}
	rows_free(rows);
	return true;
}

static bool read_turn(Turn *turn, Err *err)
{
	turn->scratch = arena_new();
	Record **sorted = sort_records(turn);
	bool ok = read_aliases(turn, sorted, err) && read_phones(turn, err) && (turn->brief || read_users(turn, sorted, err));
	arena_free(turn->scratch);
	return ok;
}

static Records *records_new(const char *const *ids, size_t count, const Site *site, Arena *mem)
{
	Records *records = arena_take(mem, sizeof *records);
	*records = (Records){ .mem = mem, .items = arena_take(mem, (count + 1) * sizeof *records->items), .count = count };
	for (size_t i = 0; i < count; i++) {
		Record *record = &records->items[i];
		*record = (Record){ .mem = mem, .site = *site, .read_at_us = sys_now_us() };
		record->id = (Stored){ .raw = VALUE_NULL, .text = arena_text(mem, ids[i]) };
		record->name.raw = record->logins.raw = record->user_group.raw = VALUE_NULL;
	}
	return records;
}

bool vicidial_records(Database *db, const GroupScope *scope, const char *const *ids, size_t count, bool brief,
                      VicidialProgress progress, void *context, Records **out, Err *err)
{
	Arena *mem = arena_new();
	Site site;
	*out = NULL;
	bool ok = vicidial_site(db, mem, scope, &site, err);
	Records *records = ok ? records_new(ids, count, &site, mem) : NULL;
	for (size_t done = 0; ok && done < count; done += AT_ONCE) {
		size_t at_once = count - done < AT_ONCE ? count - done : AT_ONCE;
		Turn turn = { .db = db, .scope = scope, .brief = brief, .ids = ids + done, .records = records->items + done, .count = at_once };
		ok = (!progress || progress(context, done, count) || fail(err, ERR_STOPPED, "Stopped while reading the aliases.")) &&
		     read_turn(&turn, err);
	}
	if (!ok) {
		arena_free(mem);
		return false;
	}
	*out = records;
	return true;
}
