/* How long the log's WAL grows. The file keeps its size (what it once took is room for outcomes when the disk is full), but who
 * opens the log first reads all of it that counts, and with requests by CGI each of them is the first. */
#include "core/data/audit_file.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_FOUND = 48, PAGES_RUNNING = 1000 };     /* before it is written anew: when the log is opened, and from then on */

/* SQLite's file format, part 4: a header, then frames of a head and a page each; those that count have the header's salts. */
enum { HEADER_SIZE = 32, PAGE_SIZE_AT = 8, SALTS_AT = 16, SALTS_SIZE = 8, FRAME_HEAD = 24, FRAME_SALTS_AT = 8 };

static int count_pages(void *context, sqlite3 *db, const char *name, int pages)
{
	(void)db, (void)name;
	((Audit *)context)->wal_pages = pages;
	return SQLITE_OK;
}

void audit_wal_watch(Audit *audit)
{
	audit->wal_pages = 0;
	sqlite3_wal_hook(audit->db, count_pages, audit);
}

bool audit_wal_is_long(const AuditPlace *place)
{
	char path[AUDIT_PATH + 8];
	uint8_t header[HEADER_SIZE], salts[SALTS_SIZE];
	text_format(path, sizeof path, "%s-wal", place->file);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool is_long = fd >= 0 && pread(fd, header, sizeof header, 0) == HEADER_SIZE;
	if (is_long) {
		const uint8_t *size = header + PAGE_SIZE_AT;
		off_t page = (off_t)size[0] << 24 | size[1] << 16 | size[2] << 8 | size[3];
		off_t at = HEADER_SIZE + PAGES_FOUND * (FRAME_HEAD + page) + FRAME_SALTS_AT;
		is_long = pread(fd, salts, sizeof salts, at) == SALTS_SIZE && memcmp(salts, header + SALTS_AT, SALTS_SIZE) == 0;
	}
	if (fd >= 0)
		close(fd);
	return is_long;
}

void audit_wal_empty(Audit *audit)
{
	int result = sqlite3_wal_checkpoint_v2(audit->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) & 0xFF;
	audit->stopped = result == SQLITE_IOERR || result == SQLITE_CORRUPT;
}

void audit_wal_committed(Audit *audit)
{
	if (audit->wal_pages > PAGES_RUNNING)
		audit_wal_empty(audit);
}
