#include "core/data/audit_file.h"

#include <string.h>
#include <unistd.h>

bool audit_is_sealed(const Audit *audit)
{
	char suffix[24];
	text_format(suffix, sizeof suffix, "-%06lld.db", (long long)audit->segment.number);
	size_t length = strlen(suffix), whole = strlen(audit->place.file);
	return whole > length && strcmp(audit->place.file + whole - length, suffix) == 0;
}

bool audit_open_sealed(Audit **out, const Audit *newest, int64_t number, Err *err)
{
	char path[AUDIT_PATH + 16];
	audit_place_sealed(&newest->place, number, path, sizeof path);
	*out = NULL;
	if (access(path, F_OK) != 0)
		return fail(err, ERR_NOT_FOUND, "The sealed segment %s is gone. Put it back where it was.", path);
	if (!audit_open(out, path, AUDIT_READ, err))
		return false;
	/* Its neighbours are named after the log, not after it. */
	(*out)->place = newest->place;
	(*out)->place.lock_fd = -1;
	text_copy((*out)->place.file, sizeof (*out)->place.file, path);
	return true;
}

bool audit_each_sealed(const Audit *newest, AuditSegmentSeen seen, void *context, Err *err)
{
	bool ok = true;
	for (int64_t number = audit_is_sealed(newest) ? newest->segment.number : 1; ok && number < newest->segment.number; number++) {
		Audit *audit;
		ok = audit_open_sealed(&audit, newest, number, err) && seen(context, audit, err);
		audit_close(audit);
	}
	return ok;
}
