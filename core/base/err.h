/* An error is one value: a code that decides what the program does next, and a sentence for the admin.
 *
 * The caller owns the Err and passes it last. A function that can fail on account of the world (typing,
 * rights, network, disk) returns false and fills it; a bug is an assert; no memory ends the program
 * (core/base/mem.h). The text is already fit for a screen: no control byte, no password. */
#ifndef CORE_BASE_ERR_H
#define CORE_BASE_ERR_H

#include <stdbool.h>

#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define MUST_CHECK             __attribute__((warn_unused_result))

/* Each code has one exit code of the command line (SCREENS 4.8); the table is in err.c. */
typedef enum {
	ERR_NONE,
	ERR_OTHER,
	ERR_USAGE,       /* wrong options */
	ERR_NOT_FOUND,   /* no such alias or phone */
	ERR_DENIED,      /* sign-in refused, locked, or the right is missing */
	ERR_CONFLICT,    /* the row is no longer what was seen; nothing written */
	ERR_INPUT,       /* a value the asker can correct */
	ERR_OFFLINE,     /* no connection, or it broke: what was under way is in doubt */
	ERR_STORE,       /* the database answered, and said no */
	ERR_READ_ONLY,   /* the same, to every write: it is a replica, or became one */
	ERR_DAMAGED,     /* a table is crashed: only the DBA can mend it */
	ERR_UNREADABLE,  /* the audit log cannot be read or does not verify */
	ERR_PARTIAL,     /* some rows written, some not */
	ERR_AUDIT,       /* cannot be logged, so it was not done */
	ERR_STOPPED      /* by Esc or a signal */
} ErrCode;

typedef struct {
	ErrCode code;
	char    text[400];
} Err;

/* Fills err and returns false, so that failing is one line. */
bool fail(Err *err, ErrCode code, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Puts "what was being done: " before the text on the way up; keeps the code; returns false. */
bool fail_while(Err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
int  err_exit_code(ErrCode code);

#endif
