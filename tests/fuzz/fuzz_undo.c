/* Whatever was changed, however its steps ended and whatever stands in its rows now: taking it back is either refused and writes
 * nothing, or it is guarded by just the bytes that stand there, and after it every row that the change wrote is as it was before
 * the change, byte for byte. */
#include <assert.h>

#include "core/model/plan_undo.h"
#include "tests/fuzz/feed.h"
#include "tests/unit/sample.h"

static Wish feed_wish(Feed *feed, char texts[FIELD_COUNT][80])
{
	Wish wish = { .kind = feed_byte(feed) % 4 == 3 ? PLAN_DELETE : PLAN_EDIT };
	static const FieldId wished[] = { FIELD_NAME, FIELD_PROTOCOL, FIELD_ACTIVE, FIELD_GROUP };
	static const char *const offered[][3] = { { "Front", "Z", "A B" }, { "SIP", "IAX2", "PJSIP" }, { "Y", "N", "Y" }, { "SALES", GROUP_ALL, "SALES" } };
	for (size_t i = 0; i < 4 && wish.kind == PLAN_EDIT; i++) {
		uint8_t choice = feed_byte(feed);
		if (choice & 1)
			wish.value[wished[i]] = choice & 8 ? feed_text(feed, texts[i], 80) : offered[i][(choice >> 1) % 3];
	}
	return wish;
}

/* Each row as the change left it, as it was before, something else, or gone. */
static void feed_now(Feed *feed, const Plan *done, Observed *now)
{
	for (size_t i = 0; i < done->step_count; i++) {
		const Step *step = &done->steps[i];
		uint8_t choice = feed_byte(feed);
		now[i] = (Observed){ .found = step->kind == PLAN_DELETE ? choice % 8 == 7 : choice % 8 != 7 };
		for (size_t j = 0; j < step->column_count && now[i].found; j++) {
			const StepColumn *column = &step->columns[j];
			now[i].now[j] = (choice & 8 ? column->before : column->writes ? column->after : column->before);
			if (choice & 16 && j > 1)
				now[i].now[j] = feed_value(feed, 40);
			now[i].shown[j] = now[i].now[j];
		}
	}
}

static const Step *step_of_row(const Plan *plan, const Step *like)
{
	for (size_t i = 0; i < plan->step_count; i++) {
		const Step *step = &plan->steps[i];
		if (step->table == like->table && value_equal(step->columns[0].before.null ? step->columns[0].after : step->columns[0].before,
		                                               like->columns[0].before) &&
		    (step->table == TABLE_ALIAS || value_equal(step->columns[1].before, like->columns[1].before)))
			return step;
	}
	return NULL;
}

static bool wrote(StepClass class)
{
	return class == CLASS_APPLIED || class == CLASS_APPLIED_THEN_CHANGED || class == CLASS_ALTERED || class == CLASS_INDETERMINATE;
}

static void check_back(const Step *done, const Observed *now, const Step *back)
{
	for (size_t j = 0; j < done->column_count; j++) {
		const StepColumn *column = back ? &back->columns[j] : NULL;
		if (column && back->kind == PLAN_EDIT)
			assert(value_equal(column->before, now->now[j]));
		Value then = column && column->writes ? column->after : now->now[j];
		if (done->kind == PLAN_DELETE || done->columns[j].writes)
			assert(value_equal(then, done->columns[j].before));
	}
}

static void check_undo(const Undoing *what, const Record *record)
{
	Plan *plan = plan_undo(what, record);
	assert(plan->is_undo);
	for (size_t i = 0; plan_ready(plan) && i < what->done->step_count; i++)
		if (wrote(what->classes[i]))
			check_back(&what->done->steps[i], &what->now[i], step_of_row(plan, &what->done->steps[i]));
	plan_free(plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Feed feed = { bytes, bytes + size };
	char texts[FIELD_COUNT][80];
	StepClass classes[PLAN_STEPS_MAX];
	Observed now[PLAN_STEPS_MAX];
	size_t changed = PLAN_STEPS_MAX;
	Record *record = sample_front_desk();
	Wish wish = feed_wish(&feed, texts);
	Plan *done = plan_make(record, &wish);
	if (plan_ready(done) && done->step_count) {
		for (size_t i = 0; i < done->step_count; i++) {
			uint8_t choice = feed_byte(&feed);
			classes[i] = choice & 1 ? (StepClass)(choice % CLASS_COUNT) : CLASS_APPLIED;
		}
		feed_now(&feed, done, now);
		Undoing what = { .done = done, .classes = classes, .now = now, .first_seq = 1 };
		record->exists = done->kind != PLAN_DELETE;
		UndoState state = plan_undo_state(&what, &changed);
		assert(state != UNDO_CHANGED || changed < done->step_count);
		if (state == UNDO_READY)
			check_undo(&what, record);
	}
	plan_free(done);
	record_free(record);
	return 0;
}
