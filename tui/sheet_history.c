/* The sheet of an alias' history: a row a version, with its values before and after. */
#include "core/base/sys.h"
#include "tui/sheet.h"

typedef enum { SEQ, WHEN, ADMIN, SOURCE, CHANGE, BEFORE, AFTER = BEFORE + 3, COLUMNS = AFTER + 3 } HistoryColumn;

static const struct { const char *title, *key; } heads[COLUMNS] = {
	[SEQ] = { "#", "seq" }, [WHEN] = { "WHEN", "when" }, [ADMIN] = { "ADMIN", "admin" }, [SOURCE] = { "SOURCE", "source" },
	[CHANGE] = { "CHANGE", "change" },
	[BEFORE] = { "NAME BEFORE", "name_before" }, { "PHONES BEFORE", "phones_before" }, { "GROUP BEFORE", "group_before" },
	[AFTER] = { "NAME", "name" }, { "PHONES", "phones" }, { "GROUP", "group" },
};

static void value(const AliasState *state, size_t column, char *out, size_t cap)
{
	const char *known = state->of[COLUMN_ALIAS_NAME + column];
	text_copy(out, cap, known ? known : "");
}

static void cell(const void *source, size_t row, size_t column, SheetForm form, char *out, size_t cap)
{
	const History *history = source;
	if (row == SHEET_HEAD) {
		text_copy(out, cap, form == SHEET_TABLE ? heads[column].title : heads[column].key);
		return;
	}
	const Version *version = &history->versions[row];
	*out = '\0';
	switch (column) {
	case SEQ:
		if (version->seq)
			text_format(out, cap, "%lld", (long long)version->seq);
		break;
	case WHEN:   sys_format_time(out, cap, "%Y-%m-%d %H:%M:%S", version->at_us); break;
	case ADMIN:  text_copy(out, cap, version->admin); break;
	case SOURCE: text_copy(out, cap, version_sources[version->source]); break;
	case CHANGE: text_copy(out, cap, version->what); break;
	default:
		value(column < AFTER ? &version->before : &version->after, column - (column < AFTER ? BEFORE : AFTER), out, cap);
	}
}

Sheet sheet_of_history(const History *history)
{
	return (Sheet){ .rows = history->count, .columns = COLUMNS, .source = history, .cell = cell };
}
