#include "core/model/plan_draft.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"

enum { TOLD_AT_MOST = 5, SENTENCE_CAP = SHOWN_CAP + 400 };

/* Full exactly when count is 0 or a power of two. */
void *draft_room(Draft *draft, void *items, size_t count, size_t size)
{
	if (count & (count - 1))
		return items;
	void *more = arena_take(draft->mem, (count ? 2 * count : 1) * size);
	if (count > 0)
		memcpy(more, items, count * size);
	return more;
}

void draft_problem(Draft *draft, FieldId field, const char *fmt, ...)
{
	Plan *plan = draft->plan;
	char text[SENTENCE_CAP];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	draft->problems = draft_room(draft, draft->problems, plan->problem_count, sizeof *draft->problems);
	draft->problems[plan->problem_count++] = (PlanProblem){ .field = field, .text = arena_text(draft->mem, text) };
}

void draft_warn(Draft *draft, const char *fmt, ...)
{
	Plan *plan = draft->plan;
	char text[SENTENCE_CAP];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	for (size_t i = 0; i < plan->warning_count; i++)
		if (strcmp(draft->warnings[i], text) == 0)
			return;
	draft->warnings = draft_room(draft, draft->warnings, plan->warning_count, sizeof *draft->warnings);
	draft->warnings[plan->warning_count++] = arena_text(draft->mem, text);
}

void draft_line(Draft *draft, LineKind kind, const char *subject, const char *field, const char *text)
{
	Plan *plan = draft->plan;
	draft->lines = draft_room(draft, draft->lines, plan->line_count, sizeof *draft->lines);
	draft->lines[plan->line_count++] = (PlanLine){
		.kind = kind, .subject = arena_text(draft->mem, subject), .field = field, .text = arena_text(draft->mem, text),
	};
}

static bool is_asked(const char **asked, size_t count, const char *word)
{
	return words_have(&(Words){ .words = asked, .count = count }, word);
}

void draft_need_login(Draft *draft, const char *login)
{
	Plan *plan = draft->plan;
	if (is_asked(plan->needs_logins, plan->needs_login_count, login))
		return;
	plan->needs_logins = draft_room(draft, plan->needs_logins, plan->needs_login_count, sizeof *plan->needs_logins);
	plan->needs_logins[plan->needs_login_count++] = arena_text(draft->mem, login);
}

void draft_need_extension(Draft *draft, const char *extension)
{
	Plan *plan = draft->plan;
	if (is_asked(plan->needs_extensions, plan->needs_extension_count, extension))
		return;
	plan->needs_extensions = draft_room(draft, plan->needs_extensions, plan->needs_extension_count, sizeof *plan->needs_extensions);
	plan->needs_extensions[plan->needs_extension_count++] = arena_text(draft->mem, extension);
}

bool draft_open(const Draft *draft)
{
	return plan_ready(draft->plan);
}

const char *draft_wished(const Draft *draft, FieldId field)
{
	char shown[SHOWN_CAP];
	const char *typed = draft->wish->value[field];
	if (draft->wish->verbatim)
		return typed;
	return typed && strcmp(typed, record_current(draft->record, field, shown, sizeof shown)) != 0 ? typed : NULL;
}

bool draft_check(Draft *draft, FieldId field, const char *value)
{
	Err err = { 0 };
	if (draft->wish->verbatim || !fields[field].check || fields[field].check(draft->site, value, &err))
		return true;
	draft_problem(draft, field, "%s", err.text);
	return false;
}

void words_add(Draft *draft, Words *words, const char *word, size_t length)
{
	words->words = draft_room(draft, words->words, words->count, sizeof *words->words);
	words->words[words->count++] = arena_bytes(draft->mem, word, length);
}

bool words_have(const Words *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (login_compare(words->words[i], word) == 0)
			return true;
	return false;
}

Words words_of_list(Draft *draft, const char *list)
{
	Words words = { 0 };
	const char *item;
	size_t length;
	while (logins_next(&list, &item, &length))
		if (length > 0)
			words_add(draft, &words, item, length);
	return words;
}

const char *words_join(Draft *draft, const Words *words)
{
	Text text = { 0 };
	for (size_t i = 0; i < words->count; i++)
		text_addf(&text, "%s%s", i ? "," : "", words->words[i]);
	const char *joined = arena_text(draft->mem, text.bytes ? text.bytes : "");
	text_free(&text);
	return joined;
}

const char *words_tell(Draft *draft, const Words *words)
{
	Text text = { 0 };
	size_t told = words->count > TOLD_AT_MOST + 1 ? TOLD_AT_MOST : words->count;
	for (size_t i = 0; i < told; i++)
		text_addf(&text, "%s%s", i == 0 ? "" : i + 1 == words->count ? " and " : ", ", words->words[i]);
	if (told < words->count)
		text_addf(&text, " and %zu more", words->count - told);
	const char *sentence = arena_text(draft->mem, text.bytes ? text.bytes : "");
	text_free(&text);
	return sentence;
}
