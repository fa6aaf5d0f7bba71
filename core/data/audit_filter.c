#include "core/data/audit_file.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"

enum { WORD_CAP = 200 };
#define HOUR_US (3600 * (int64_t)1000000)

static const char *const actions[] = { "edit", "delete", "add", "undo", "login", "session", "note", "recover", "bulk" };

typedef struct {
	char text[WORD_CAP];                     /* without minus and quotes */
	size_t key;                              /* bytes before the colon; 0: a plain word */
	bool excludes;
} Word;

/* One word of the line, "" while only its minus or quote is typed; quotes keep blanks, and a quoted word has no key. */
static bool next_word(const char **at, Word *out)
{
	const char *start = *at + strspn(*at, " "), *from = start;
	size_t length = 0;
	bool quoted = false, plain = false;
	*out = (Word){ .excludes = *from == '-' };
	for (from += out->excludes; *from && (quoted || *from != ' '); from++) {
		if (*from == '"') {
			quoted = !quoted;
			plain = plain || out->key == 0;
		} else if (length + 1 < sizeof out->text) {
			if (*from == ':' && !plain && out->key == 0)
				out->key = length;
			if (!isalpha((unsigned char)*from) && out->key == 0)
				plain = true;
			out->text[length++] = *from;
		}
	}
	*at = from;
	return from > start;
}

/* "7d" and "24h" count back from now, a date alone is its first moment, for until its last. */
static bool parse_when(const char *text, bool until, int64_t now_us, int64_t *out, Err *err)
{
	static const struct { char unit; int64_t hours; } units[] = { { 'h', 1 }, { 'd', 24 }, { 'w', 168 } };
	char *end;
	long long number = strtoll(text, &end, 10);
	for (size_t i = 0; i < sizeof units / sizeof *units && end != text && number >= 0 && number < 100000; i++)
		if (end[0] == units[i].unit && !end[1]) {
			*out = now_us - number * units[i].hours * HOUR_US;
			return true;
		}
	if (!sys_parse_time(text, out))
		return fail(err, ERR_INPUT, "\"%.40s\" is no time: write 7d, 24h or 2026-01-12.", text);
	bool date_alone = strlen(text) == sizeof "2026-01-12" - 1 && strchr(text, '-');
	*out += until && date_alone ? 24 * HOUR_US : 0;
	return true;
}

/* "117", or "#117" as it is shown. */
static bool parse_batch(const char *text, int64_t *out, Err *err)
{
	char *end;
	*out = strtoll(text + (*text == '#'), &end, 10);
	return (*out > 0 && !*end) || fail(err, ERR_INPUT, "\"%.40s\" is no batch: write its number, batch:117.", text);
}

static bool check_action(const char *text, Err *err)
{
	Text known = { 0 };
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (strcmp(actions[i], text) == 0) {
			text_free(&known);
			return true;
		}
		text_addf(&known, "%s%s", i ? ", " : "", actions[i]);
	}
	fail(err, ERR_INPUT, "The log knows no action \"%.20s\"; it knows %s.", text, known.bytes);
	text_free(&known);
	return false;
}

static bool add_term(AuditFilter *out, TermKind kind, bool excludes, const char *text, Err *err)
{
	if (out->count == AUDIT_TERMS)
		return fail(err, ERR_INPUT, "The filter has more than %d words.", AUDIT_TERMS);
	if (kind == TERM_ACTION && !check_action(text, err))
		return false;
	AuditTerm *term = &out->terms[out->count++];
	const char *at = text, *end = text + strlen(text);
	*term = (AuditTerm){ .kind = kind, .excludes = excludes };
	while (at < end && term->length < AUDIT_TERM_CHARS)
		term->folded[term->length++] = text_fold(text_next(&at, end));
	out->asks_within = out->asks_within || (!excludes && (kind == TERM_ALIAS || kind == TERM_TEXT));
	out->asks_recovered = out->asks_recovered || (kind == TERM_ACTION && strcmp(text, "recover") == 0);
	return true;
}

static bool add_word(AuditFilter *out, const Word *word, int64_t now_us, Err *err)
{
	static const struct { const char *key; TermKind kind; } keys[] = {
		{ "by", TERM_BY }, { "action", TERM_ACTION }, { "alias", TERM_ALIAS },
	};
	const char *value = word->text + word->key + 1;
	if (!*word->text)
		return true;
	if (word->key == 0)
		return add_term(out, TERM_TEXT, word->excludes, word->text, err);
	if (!*value)
		return true;                         /* still being typed */
	if (strncmp(word->text, "since:", word->key + 1) == 0 && !word->excludes)
		return parse_when(value, false, now_us, &out->since_us, err);
	if (strncmp(word->text, "until:", word->key + 1) == 0 && !word->excludes)
		return parse_when(value, true, now_us, &out->until_us, err);
	if (strncmp(word->text, "batch:", word->key + 1) == 0 && !word->excludes)
		return parse_batch(value, &out->batch_seq, err);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strlen(keys[i].key) == word->key && strncmp(word->text, keys[i].key, word->key) == 0)
			return add_term(out, keys[i].kind, word->excludes, value, err);
	return fail(err, ERR_INPUT, "The log cannot be asked for %s\"%.40s\"; it knows since: until: by: action: alias: batch: "
	            "and words.", word->excludes ? "-" : "", word->text);
}

bool audit_filter_parse(AuditFilter *out, const char *typed, int64_t now_us, Err *err)
{
	Word word;
	*out = (AuditFilter){ .since_us = INT64_MIN, .until_us = INT64_MAX };
	while (next_word(&typed, &word))
		if (!add_word(out, &word, now_us, err))
			return false;
	return true;
}

static uint32_t fold_next(const char **at, const char *end)
{
	unsigned char byte = (unsigned char)**at;
	if (byte >= 0x80)
		return text_fold(text_next(at, end));
	++*at;
	return byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
}

/* Does the term stand at the start of text? whole: and nothing behind it. */
static bool stands_at(const AuditTerm *term, const char *at, const char *end, bool whole)
{
	for (size_t i = 0; i < term->length; i++)
		if (at == end || fold_next(&at, end) != term->folded[i])
			return false;
	return !whole || at == end;
}

static bool contains(const AuditTerm *term, const char *text)
{
	const char *end = text + strlen(text);
	for (const char *at = text; at < end; fold_next(&at, end))
		if (stands_at(term, at, end, false))
			return true;
	return term->length == 0;
}

static bool equals(const AuditTerm *term, const char *text)
{
	return stands_at(term, text, text + strlen(text), true);
}

/* Arguments as in matching.sql. */
enum { ARG_ACTOR, ARG_ORIGIN, ARG_ALIAS, ARG_ACTION, ARG_SUMMARY, ARG_OUTCOME_NOTE, ARG_COUNT };

static bool term_matches(const AuditTerm *term, const char *const args[ARG_COUNT])
{
	switch (term->kind) {
	case TERM_BY:     return equals(term, args[ARG_ACTOR]);
	case TERM_ALIAS:  return equals(term, args[ARG_ALIAS]);
	case TERM_ACTION: return equals(term, args[ARG_ACTION]) ||
		                 (strcmp(args[ARG_OUTCOME_NOTE], "recovered") == 0 && contains(term, "recover"));
	case TERM_TEXT:   break;
	}
	return contains(term, args[ARG_ACTOR]) || contains(term, args[ARG_ORIGIN]) || contains(term, args[ARG_ALIAS]) ||
	       contains(term, args[ARG_SUMMARY]);
}

static void entry_matches(sqlite3_context *context, int count, sqlite3_value **values)
{
	const AuditFilter *filter = sqlite3_user_data(context);
	const char *args[ARG_COUNT];
	bool matches = true;
	assert(count == ARG_COUNT);
	for (int i = 0; i < ARG_COUNT; i++) {
		args[i] = (const char *)sqlite3_value_text(values[i]);
		args[i] = args[i] ? args[i] : "";
	}
	for (size_t i = 0; i < filter->count && matches; i++)
		matches = term_matches(&filter->terms[i], args) != filter->terms[i].excludes;
	sqlite3_result_int(context, matches);
}

bool audit_filter_install(Audit *audit)
{
	return sqlite3_create_function(audit->db, "entry_matches", ARG_COUNT, SQLITE_UTF8, &audit->filter, entry_matches, NULL, NULL)
	       == SQLITE_OK;
}
