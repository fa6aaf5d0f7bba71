#include "core/model/batch_stand.h"

#include "core/base/text.h"

void batch_stand_add(BatchStand *stand, StepClass class, const char *alias)
{
	switch (class) {
	case CLASS_NOT_ATTEMPTED:
	case CLASS_NOT_APPLIED:
		stand->not_started++;
		break;
	case CLASS_INDETERMINATE:
	case CLASS_COUNT:
		if (stand->unknown++ < BATCH_STAND_NAMES)
			text_copy(stand->names[stand->unknown - 1].text, sizeof stand->names->text, alias);
		break;
	case CLASS_CONFLICT:
	case CLASS_GONE:
	case CLASS_ROLLED_BACK:
	case CLASS_DAMAGED:
	case CLASS_ROW_LOST:
		stand->failed++;
		break;
	case CLASS_PARTIAL:
		stand->in_part++;
		break;
	default:
		stand->written++;
	}
}

bool batch_stand_whole(const BatchStand *stand)
{
	return stand->unknown + stand->failed + stand->in_part + stand->not_started == 0;
}

bool batch_stand_has_rest(const BatchStand *stand)
{
	return stand->in_part + stand->not_started > 0;
}

static size_t add_names(const BatchStand *stand, char *out, size_t cap)
{
	size_t used = 0;
	for (size_t i = 0; i < stand->unknown && i < BATCH_STAND_NAMES; i++)
		used += text_format(out + used, cap - used, "%s%s", i ? ", " : "", stand->names[i].text);
	if (stand->unknown > BATCH_STAND_NAMES)
		used += text_format(out + used, cap - used, " and %zu more", stand->unknown - BATCH_STAND_NAMES);
	return used;
}

void batch_stand_text(const BatchStand *stand, char *out, size_t cap)
{
	size_t used = text_format(out, cap, "%zu written", stand->written);
	if (stand->unknown) {
		used += text_format(out + used, cap - used, ", %zu unknown (", stand->unknown);
		used += add_names(stand, out + used, cap - used);
		used += text_format(out + used, cap - used, ")");
	}
	if (stand->in_part)
		used += text_format(out + used, cap - used, ", %zu in part", stand->in_part);
	if (stand->failed)
		used += text_format(out + used, cap - used, ", %zu refused", stand->failed);
	if (stand->not_started)
		text_format(out + used, cap - used, ", %zu not started", stand->not_started);
}
