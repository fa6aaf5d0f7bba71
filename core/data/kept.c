#include "core/data/kept.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/data/statement.h"

void kept_key(Text *out, const Statement *statement)
{
	statement_text(out, statement, NULL);
	for (size_t i = 0; i < statement->value_count; i++) {
		const Value *value = &statement->values[i];
		text_addf(out, "\n%d %u ", value->null, value->length);
		text_add_bytes(out, value->bytes, value->length);
	}
}

static Rows *copy(const Rows *rows)
{
	Rows *out = rows_new();
	for (size_t i = 0; i < rows->count; i++)
		rows_keep(out, &rows->values[i * rows->columns], rows->columns);
	return out;
}

static bool is_of(const KeptAnswer *answer, const Text *key)
{
	return answer->key && answer->key_length == key->length && memcmp(answer->key, key->bytes, key->length) == 0;
}

Rows *kept_find(const Kept *kept, const Text *key, int64_t max_age_ms)
{
	for (size_t i = 0; i < KEPT_MAX; i++)
		if (is_of(&kept->answers[i], key))
			return sys_monotonic_ms() - kept->answers[i].at_ms < max_age_ms ? copy(kept->answers[i].rows) : NULL;
	return NULL;
}

static void forget(KeptAnswer *answer)
{
	mem_free(answer->key);
	rows_free(answer->rows);
	*answer = (KeptAnswer){ 0 };
}

void kept_add(Kept *kept, const Text *key, const Rows *rows)
{
	size_t place = 0;
	while (place < KEPT_MAX && !is_of(&kept->answers[place], key))
		place++;
	KeptAnswer *answer = &kept->answers[place < KEPT_MAX ? place : kept->next++ % KEPT_MAX];
	forget(answer);
	*answer = (KeptAnswer){ .key = mem_take(key->length), .key_length = key->length, .rows = copy(rows), .at_ms = sys_monotonic_ms() };
	memcpy(answer->key, key->bytes, key->length);
}

void kept_clear(Kept *kept)
{
	for (size_t i = 0; i < KEPT_MAX; i++)
		forget(&kept->answers[i]);
}
