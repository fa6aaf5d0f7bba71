/* What the admin should know of a whole batch: which phones it writes, who else is on them, and how its rows stand. */
#include <stdlib.h>
#include <string.h>

#include "core/model/batch_draft.h"

enum { NAMED_AT_MOST = 5 };

/* A phone as one row's plan writes it. */
typedef struct {
	const Step     *step;
	const PhoneRow *phone;                   /* NULL: the record does not have it */
	const Site     *site;
	size_t          row, place;              /* the how-manieth phone of its row */
} Use;

/* By the bytes of its key: extension, then server. */
static int by_phone(const void *a, const void *b)
{
	const Use *left = a, *right = b;
	for (size_t i = 0; i < 2; i++) {
		const Value *x = &left->step->columns[i].before, *y = &right->step->columns[i].before;
		size_t shorter = x->length < y->length ? x->length : y->length;
		int difference = shorter ? memcmp(x->bytes, y->bytes, shorter) : 0;
		if (difference || x->length != y->length)
			return difference ? difference : x->length < y->length ? -1 : 1;
	}
	return left->row < right->row ? -1 : left->row > right->row;
}

static bool same_phone(const Use *a, const Use *b)
{
	return value_equal(a->step->columns[0].before, b->step->columns[0].before) &&
	       value_equal(a->step->columns[1].before, b->step->columns[1].before);
}

static const PhoneRow *phone_of(const Record *record, const Step *step)
{
	for (size_t i = 0; i < record->phone_count; i++)
		if (value_equal(record->phones[i].extension.raw, step->columns[0].before) &&
		    value_equal(record->phones[i].server_ip.raw, step->columns[1].before))
			return &record->phones[i];
	return NULL;
}

static Use *find_uses(Batch *batch, const Records *records, size_t *count)
{
	size_t cap = 0;
	for (size_t i = 0; i < batch->count; i++)
		cap += batch->rows[i].state == BATCH_CHANGE ? batch->rows[i].plan->step_count : 0;
	Use *uses = mem_take((cap + 1) * sizeof *uses);
	*count = 0;
	for (size_t i = 0; i < batch->count; i++) {
		BatchRow *row = &batch->rows[i];
		for (size_t j = 0; row->state == BATCH_CHANGE && j < row->plan->step_count; j++) {
			const Step *step = &row->plan->steps[j];
			if (step->table == TABLE_PHONE)
				uses[(*count)++] = (Use){ .step = step, .phone = phone_of(&records->items[i], step), .row = i,
				                          .place = row->phone_count++, .site = &records->items[i].site };
		}
		row->phones = arena_take(batch->mem, (row->phone_count + 1) * sizeof *row->phones);
	}
	qsort(uses, *count, sizeof *uses, by_phone);
	return uses;
}

static int by_id(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;
	return login_compare(*left, *right);
}

/* The aliases of the batch, to be searched. */
static const char **sorted_ids(const Batch *batch)
{
	const char **ids = mem_take((batch->count + 1) * sizeof *ids);
	for (size_t i = 0; i < batch->count; i++)
		ids[i] = batch->rows[i].alias.text;
	qsort(ids, batch->count, sizeof *ids, by_id);
	return ids;
}

static void take_phone(const Batch *batch, const char **ids, const Use *use, BatchPhone *out)
{
	const PhoneRow *phone = use->phone;
	*out = (BatchPhone){ .login = "", .server = "" };
	if (!phone)
		return;
	out->login = arena_text(batch->mem, phone->login.text ? phone->login.text : "");
	out->server = arena_text(batch->mem, site_server_name(use->site, phone->server_ip.text));
	const char **others = arena_take(batch->mem, (phone->other_count + 1) * sizeof *others);
	for (size_t i = 0; i < phone->other_count; i++)
		if (!bsearch(&phone->others[i], ids, batch->count, sizeof *ids, by_id))
			others[out->other_count++] = arena_text(batch->mem, phone->others[i]);
	out->others = others;
	LiveAgent *agents = arena_take(batch->mem, (phone->agent_count + 1) * sizeof *agents);
	for (; out->agent_count < phone->agent_count; out->agent_count++) {
		agents[out->agent_count].user = arena_text(batch->mem, phone->agents[out->agent_count].user);
		agents[out->agent_count].status = arena_text(batch->mem, phone->agents[out->agent_count].status);
	}
	out->agents = agents;
}

void batch_find_phones(Batch *batch, const Records *records)
{
	size_t count;
	Use *uses = find_uses(batch, records, &count);
	const char **ids = sorted_ids(batch);
	BatchPhone *phones = arena_take(batch->mem, (count + 1) * sizeof *phones);
	for (size_t i = 0; i < count; i++) {
		BatchRow *row = &batch->rows[uses[i].row];
		if (i == 0 || !same_phone(&uses[i], &uses[i - 1]))
			take_phone(batch, ids, &uses[i], &phones[batch->phone_count++]);
		row->phones[uses[i].place] = batch->phone_count - 1;
	}
	batch->phones = phones;
	mem_free(ids);
	mem_free(uses);
}

static void add_once(const char **words, size_t *count, const char *word)
{
	for (size_t i = 0; i < *count; i++)
		if (login_compare(words[i], word) == 0)
			return;
	words[(*count)++] = word;
}

/* "a, b and c", "a, b, c, d, e and 7 more" */
static const char *tell_words(Arena *mem, const char **words, size_t count)
{
	const char *text = "";
	size_t told = count > NAMED_AT_MOST + 1 ? NAMED_AT_MOST : count;
	for (size_t i = 0; i < told; i++)
		text = arena_format(mem, "%s%s%s", text, i == 0 ? "" : i + 1 == count ? " and " : ", ", words[i]);
	return told < count ? arena_format(mem, "%s and %zu more", text, count - told) : text;
}

static const char *warn_of_sharing(const Batch *batch, const bool *written)
{
	size_t phones = 0, cap = 0, count = 0;
	for (size_t i = 0; i < batch->phone_count; i++)
		cap += written[i] ? batch->phones[i].other_count : 0;
	const char **others = mem_take((cap + 1) * sizeof *others);
	for (size_t i = 0; i < batch->phone_count; i++) {
		phones += written[i] && batch->phones[i].other_count > 0;
		for (size_t j = 0; written[i] && j < batch->phones[i].other_count; j++)
			add_once(others, &count, batch->phones[i].others[j]);
	}
	const char *text = !phones ? NULL : arena_format(batch->review, "%zu of these phones also %s %s, which %s not in this batch.",
	                   phones, phones > 1 ? "serve" : "serves", tell_words(batch->review, others, count), count > 1 ? "are" : "is");
	mem_free(others);
	return text;
}

static const char *warn_of_agents(const Batch *batch, const bool *written)
{
	size_t phones = 0, cap = 0, count = 0;
	for (size_t i = 0; i < batch->phone_count; i++)
		cap += written[i] ? batch->phones[i].agent_count : 0;
	const char **users = mem_take((cap + 1) * sizeof *users);
	for (size_t i = 0; i < batch->phone_count; i++) {
		phones += written[i] && batch->phones[i].agent_count > 0;
		for (size_t j = 0; written[i] && j < batch->phones[i].agent_count; j++)
			add_once(users, &count, batch->phones[i].agents[j].user);
	}
	const char *text = !phones ? NULL : arena_format(batch->review, "%zu %s in use now (%s %s).", phones,
	                   phones > 1 ? "phones are" : "phone is", count > 1 ? "agents" : "agent",
	                   tell_words(batch->review, users, count));
	mem_free(users);
	return text;
}

static void count_row(Batch *batch, const BatchRow *row, bool *written)
{
	BatchCounts *counts = &batch->counts;
	counts->left_out += row->left_out;
	counts->same += row->state == BATCH_SAME;
	counts->blocked += row->state == BATCH_BLOCKED;
	if (!batch_writes(row))
		return;
	counts->change++;
	counts->deletes += row->plan->kind == PLAN_DELETE;
	for (size_t i = 0; i < row->phone_count; i++) {
		counts->phones += !written[row->phones[i]];
		written[row->phones[i]] = true;
	}
}

void batch_review(Batch *batch)
{
	enum { WARNINGS = 2 };
	arena_free(batch->review);
	batch->review = arena_new();
	batch->counts = (BatchCounts){ 0 };
	batch->warning_count = 0;
	const char **warnings = arena_take(batch->review, WARNINGS * sizeof *warnings);
	bool *written = mem_take(batch->phone_count + 1);
	for (size_t i = 0; i < batch->count; i++)
		count_row(batch, &batch->rows[i], written);
	const char *said[WARNINGS] = { warn_of_sharing(batch, written), warn_of_agents(batch, written) };
	for (size_t i = 0; i < WARNINGS; i++)
		if (said[i])
			warnings[batch->warning_count++] = said[i];
	batch->warnings = warnings;
	mem_free(written);
}
