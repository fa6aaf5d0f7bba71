/* What a batch that stopped has left to do: from the plan of a row back to the wish it was made of, so that it is planned anew on
 * what stands there by now. */
#include <string.h>

#include "core/base/text.h"
#include "core/model/batch.h"

/* False: it was to become another value than that. */
static bool wish_set(Arena *mem, const char **to, Value after)
{
	const char *text = after.null ? "" : arena_bytes(mem, after.bytes, after.length);
	bool same = !*to || strcmp(*to, text) == 0;
	*to = text;
	return same;
}

static bool has_login(const char *list, const char *login)
{
	const char *item;
	size_t length;
	while (logins_next(&list, &item, &length))
		if (strlen(login) == length && memcmp(item, login, length) == 0)
			return true;
	return false;
}

/* The logins of one list that the other does not have; NULL: none. */
static const char *logins_only(Arena *mem, const char *list, const char *other)
{
	Text only = { 0 };
	const char *item;
	size_t length;
	while (logins_next(&list, &item, &length)) {
		const char *login = arena_bytes(mem, item, length);
		if (length > 0 && !has_login(other, login))
			text_addf(&only, "%s%s", only.length ? "," : "", login);
	}
	const char *out = arena_text(mem, only.bytes);
	text_free(&only);
	return out;
}

/* Logins that came and went, so that what others did to the list meanwhile stays; only one that was put in order is wished whole. */
static void wish_list(Arena *mem, BulkWish *wish, const StepColumn *column)
{
	const char *before = column->before.null ? "" : arena_bytes(mem, column->before.bytes, column->before.length);
	const char *after = column->after.null ? "" : arena_bytes(mem, column->after.bytes, column->after.length);
	wish->add = logins_only(mem, after, before);
	wish->remove = logins_only(mem, before, after);
	if (!wish->add && !wish->remove)
		wish->wish.value[FIELD_PHONES] = after;
}

static bool wish_column(Arena *mem, BulkWish *wish, const StepColumn *column)
{
	static const FieldId targets[COLUMN_COUNT] = {
		[COLUMN_ALIAS_NAME] = FIELD_NAME, [COLUMN_USER_GROUP] = FIELD_GROUP, [COLUMN_PROTOCOL] = FIELD_PROTOCOL,
		[COLUMN_ACTIVE] = FIELD_ACTIVE,
	};
	if (!column->writes)
		return true;
	if (column->column != COLUMN_LOGINS_LIST)
		return wish_set(mem, &wish->wish.value[targets[column->column]], column->after);
	wish_list(mem, wish, column);
	return true;
}

bool batch_wish_again(Arena *mem, const Plan *plan, BulkWish *out)
{
	bool one = plan->kind != PLAN_ADD;
	*out = (BulkWish){ .wish = { .kind = plan->kind, .note = plan->note } };
	for (size_t i = 0; i < plan->step_count && plan->kind == PLAN_EDIT; i++)
		for (size_t j = 0; j < plan->steps[i].column_count; j++)
			one = wish_column(mem, out, &plan->steps[i].columns[j]) && one;
	return one;
}
