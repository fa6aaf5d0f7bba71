#include "core/model/batch.h"

#include <assert.h>
#include <string.h>

#include "core/model/batch_draft.h"

BatchOrder *batch_order_new(const char *title)
{
	Arena *mem = arena_new();
	BatchOrder *order = arena_take(mem, sizeof *order);
	*order = (BatchOrder){ .mem = mem, .title = arena_text(mem, title) };
	return order;
}

static const BulkWish *wish_copy(Arena *mem, const BulkWish *from)
{
	BulkWish *to = arena_take(mem, sizeof *to);
	*to = *from;
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		to->wish.value[field] = arena_text(mem, from->wish.value[field]);
	to->wish.note = arena_text(mem, from->wish.note);
	to->add = arena_text(mem, from->add);
	to->remove = arena_text(mem, from->remove);
	return to;
}

static void order_grow(BatchOrder *order, size_t count)
{
	if (order->count + count <= order->cap)
		return;
	order->cap = 2 * (order->count + count);
	BatchAsk *more = arena_take(order->mem, order->cap * sizeof *more);
	if (order->count > 0)
		memcpy(more, order->asks, order->count * sizeof *more);
	order->asks = more;
}

void batch_order_add(BatchOrder *order, const AliasId *aliases, size_t count, const BulkWish *wish)
{
	const BulkWish *copy = wish_copy(order->mem, wish);
	order_grow(order, count);
	for (size_t i = 0; i < count; i++)
		order->asks[order->count++] = (BatchAsk){ .alias = aliases[i], .wish = copy };
}

void batch_order_free(BatchOrder *order)
{
	if (order)
		arena_free(order->mem);
}

static Batch *batch_new(size_t count)
{
	Arena *mem = arena_new();
	Batch *batch = arena_take(mem, sizeof *batch);
	*batch = (Batch){ .mem = mem, .rows = arena_take(mem, (count + 1) * sizeof *batch->rows), .count = count };
	for (size_t i = 0; i < count; i++)
		batch->rows[i].why = "";
	return batch;
}

static void tell_now(Batch *batch, BatchRow *row, const Record *record)
{
	char shown[UTF8_CAP(LOGINS_LIST_MAX)];
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		row->now[field] = record->exists ? arena_text(batch->mem, record_current(record, field, shown, sizeof shown)) : "";
}

Batch *batch_make(const BatchOrder *order, const Records *records)
{
	assert(order->count == records->count);
	Batch *batch = batch_new(order->count);
	const char *title = order->title ? arena_text(batch->mem, order->title) : NULL;
	batch->title = title ? title : order->count ? batch_title(batch->mem, order->asks[0].wish) : "";
	for (size_t i = 0; i < order->count; i++) {
		batch->rows[i].alias = order->asks[i].alias;
		batch_plan_row(batch, i, order->asks[i].wish, &records->items[i]);
		tell_now(batch, &batch->rows[i], &records->items[i]);
	}
	batch_find_phones(batch, records);
	batch_review(batch);
	return batch;
}

Batch *batch_of_plans(const char *title, const BatchRow *rows, const Records *records)
{
	Batch *batch = batch_new(records->count);
	batch->title = arena_text(batch->mem, title);
	for (size_t i = 0; i < batch->count; i++) {
		batch->rows[i] = (BatchRow){ .alias = rows[i].alias, .state = rows[i].state, .plan = rows[i].plan,
		                             .why = arena_text(batch->mem, rows[i].why ? rows[i].why : "") };
		tell_now(batch, &batch->rows[i], &records->items[i]);
	}
	batch_find_phones(batch, records);
	batch_review(batch);
	return batch;
}

bool batch_writes(const BatchRow *row)
{
	return row->state == BATCH_CHANGE && !row->left_out;
}

void batch_leave_out(Batch *batch, size_t row, bool left_out)
{
	assert(row < batch->count);
	batch->rows[row].left_out = left_out && batch->rows[row].state == BATCH_CHANGE;
	batch_review(batch);
}

void batch_forbid_phones(Batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		BatchRow *row = &batch->rows[i];
		const Step *phone = row->state == BATCH_CHANGE ? plan_phone_step(row->plan) : NULL;
		if (!phone)
			continue;
		row->state = BATCH_BLOCKED;
		row->why = arena_format(batch->mem, PHONES_FORBIDDEN, phone->label);
	}
	batch_review(batch);
}

void batch_free(Batch *batch)
{
	if (!batch)
		return;
	for (size_t i = 0; i < batch->count; i++)
		plan_free(batch->rows[i].plan);
	arena_free(batch->review);
	arena_free(batch->mem);
}

void batch_result_free(BatchResult *result)
{
	if (result)
		arena_free(result->mem);
}
