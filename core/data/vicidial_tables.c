#include <string.h>

#include "core/base/text.h"
#include "core/data/vicidial.h"

enum { CHECKED_TABLE, CHECKED_OP, CHECKED_TYPE, CHECKED_TEXT, CHECKED_COLUMNS };

typedef struct {
	void (*say)(void *context, const char *sentence);
	void  *context;
	char   told[100];                        /* each table once */
} Checked;

static void name_of(char *out, size_t cap, Value table)
{
	char whole[200];
	text_visible(whole, sizeof whole, table.bytes, table.length);
	const char *dot = strrchr(whole, '.');
	text_copy(out, cap, dot ? dot + 1 : whole);
}

static bool result_arrived(void *context, const Value *values, size_t count)
{
	Checked *checked = context;
	char name[100], sentence[300];
	if (count != CHECKED_COLUMNS || !value_equal(values[CHECKED_TYPE], value_text("error")))
		return true;
	name_of(name, sizeof name, values[CHECKED_TABLE]);
	if (strcmp(name, checked->told) == 0)
		return true;
	text_copy(checked->told, sizeof checked->told, name);
	text_format(sentence, sizeof sentence, "The table %s is crashed: your DBA has to repair it (REPAIR TABLE %s, with a backup at "
	            "hand, since repair can drop rows). Until then what is shown of it may be incomplete.", name, name);
	checked->say(checked->context, sentence);
	return true;
}

bool vicidial_tables_check(Database *db, void (*say)(void *context, const char *sentence), void *context, Err *err)
{
	Checked checked = { .say = say, .context = context };
	return database_stream(db, &(Statement){ .sql = SQL_VICIDIAL_TABLES_CHECK }, result_arrived, &checked, err) ||
	       err->code != ERR_OFFLINE;
}
