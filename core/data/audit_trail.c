/* What a process leaves behind of its changes, for who finds it dead: of each step whether its statement went out and what the
 * server answered. An outcome is a transaction that waits for the disk; this is one write into memory that the kernel keeps
 * when the process is killed, right before and right after each statement. It does not outlive the machine, and does not claim
 * to: the file says of which boot it is, and which file it is, so that neither a copy nor what a power cut left of it is
 * believed.
 *
 * It is a ring of slots beside the log, one a change, by the intent's number. Only a slot that was taken before the intent was
 * committed says that nothing was sent: one that is missing, overwritten or of another change says nothing at all. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/data/audit_file.h"

enum { SLOTS = 2048 };

typedef struct {
	char     magic[8];
	uint8_t  boot_id[16];
	uint64_t device, inode;
} Header;

static void header_of(const Audit *audit, const struct stat *file, Header *out)
{
	*out = (Header){ .magic = "vatrail1", .device = file->st_dev, .inode = file->st_ino };
	memcpy(out->boot_id, audit->boot_id, sizeof out->boot_id);
}

static off_t place_of(int64_t seq)
{
	return (off_t)(sizeof(Header) + (size_t)(seq % SLOTS) * sizeof(AuditTrailSlot));
}

static bool is_of_now(const Audit *audit)
{
	const off_t whole = place_of(SLOTS - 1) + (off_t)sizeof(AuditTrailSlot);
	Header wanted, found;
	struct stat file;
	if (fstat(audit->trail_fd, &file) != 0 || !S_ISREG(file.st_mode) || file.st_size != whole)
		return false;
	header_of(audit, &file, &wanted);
	return pread(audit->trail_fd, &found, sizeof found, 0) == sizeof found && memcmp(&found, &wanted, sizeof found) == 0;
}

/* Its room is taken now, so that no full disk keeps a mark from being made; its header last, so that half of one is none. */
static bool begin_anew(const Audit *audit)
{
	static const AuditTrailSlot empty[SLOTS];
	Header header;
	struct stat file;
	if (fstat(audit->trail_fd, &file) != 0 || !S_ISREG(file.st_mode) || ftruncate(audit->trail_fd, 0) != 0)
		return false;
	header_of(audit, &file, &header);
	return pwrite(audit->trail_fd, empty, sizeof empty, sizeof header) == sizeof empty &&
	       pwrite(audit->trail_fd, &header, sizeof header, 0) == sizeof header;
}

void audit_trail_open(Audit *audit)
{
	char path[AUDIT_PATH + 8];
	Err ignored;
	text_format(path, sizeof path, "%.*s.trail", (int)(strlen(audit->place.lock) - strlen(".lock")), audit->place.lock);
	if (audit->trail_fd >= 0 || !audit_place_create(&audit->place, path, &ignored))
		return;
	audit->trail_fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (audit->trail_fd < 0 || is_of_now(audit) || begin_anew(audit))
		return;
	close(audit->trail_fd);
	audit->trail_fd = -1;
}

static bool is_slot_of(const AuditTrailSlot *slot, const AuditEvent *intent)
{
	return slot->seq == intent->seq && memcmp(slot->op, intent->op_id, sizeof slot->op) == 0;
}

static bool find_slot(const Audit *audit, const AuditEvent *intent, AuditTrailSlot *out)
{
	return audit->trail_fd >= 0 && pread(audit->trail_fd, out, sizeof *out, place_of(intent->seq)) == sizeof *out &&
	       is_slot_of(out, intent);
}

static bool keep_slot(Audit *audit)
{
	return pwrite(audit->trail_fd, &audit->trail, sizeof audit->trail, place_of(audit->trail.seq)) == sizeof audit->trail;
}

/* So many steps may have been sent. */
static void take_slot(Audit *audit, const AuditEvent *intent, size_t sent)
{
	AuditTrailSlot *slot = &audit->trail;
	*slot = (AuditTrailSlot){ .seq = intent->seq };
	memcpy(slot->op, intent->op_id, sizeof slot->op);
	memset(slot->steps, TRAIL_SENT, sent);
	memset(slot->steps + sent, TRAIL_NOT_SENT, sizeof slot->steps - sent);
}

void audit_trail_begin(Audit *audit, const AuditEvent *intent)
{
	take_slot(audit, intent, 0);
	if (audit->trail_fd >= 0 && !keep_slot(audit))
		audit->trail.seq = 0;
}

/* The whole slot each time: another change may have taken it meanwhile, and no mark of ours may stand in its. */
static bool mark(Audit *audit, const AuditEvent *intent, size_t step, Trail what)
{
	if (audit->trail_fd < 0 || step >= AUDIT_TRAIL_STEPS)
		return true;
	if (!is_slot_of(&audit->trail, intent) && !find_slot(audit, intent, &audit->trail))
		take_slot(audit, intent, step);
	audit->trail.steps[step] = (uint8_t)what;
	return keep_slot(audit);
}

bool audit_trail_send(Audit *audit, const AuditEvent *intent, size_t step, Err *err)
{
	AuditTrailSlot there;
	if (mark(audit, intent, step, TRAIL_SENT) || !find_slot(audit, intent, &there))
		return true;
	return fail(err, ERR_AUDIT, "What is about to be sent cannot be noted beside the audit log %s: %s. It was not sent.",
	            audit->place.file, strerror(errno));
}

void audit_trail_answer(Audit *audit, const AuditEvent *intent, size_t step, bool written)
{
	if (!mark(audit, intent, step, written ? TRAIL_WRITTEN : TRAIL_NOT_WRITTEN))
		audit->trail.seq = 0;                /* it stays as sent */
}

Trail audit_trail_of(const Audit *audit, const AuditEvent *intent, size_t step)
{
	AuditTrailSlot slot;
	bool known = step < AUDIT_TRAIL_STEPS && memcmp(intent->boot_id, audit->boot_id, sizeof intent->boot_id) == 0 &&
	             find_slot(audit, intent, &slot) && slot.steps[step] <= TRAIL_NOT_WRITTEN;
	return known ? (Trail)slot.steps[step] : TRAIL_SENT;
}
