/* The operating system as far as the program needs it: clocks, random bytes, who and where, files, wiping.
 *
 * The clock can be frozen for pictures and tests (VICIALIAS_NOW, only on the demo's own database): then ids,
 * host and user are fixed too, so that two runs make the same bytes. Times are microseconds since 1970, UTC,
 * unless the name says otherwise. */
#ifndef CORE_BASE_SYS_H
#define CORE_BASE_SYS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "core/base/err.h"
#include "core/base/text.h"

int64_t sys_now_us(void);                    /* CLOCK_REALTIME, or the frozen time */
int64_t sys_boot_us(void);                   /* CLOCK_BOOTTIME; 5 s when frozen */
int64_t sys_monotonic_ms(void);              /* never frozen: for waiting and measuring */
void    sys_boot_id(uint8_t out[16]);        /* /proc/sys/kernel/random/boot_id */
void    sys_freeze(int64_t now_us);          /* 0: the real clock again */
bool    sys_frozen(void);
/* strftime in local time (TZ), e.g. "%H:%M:%S". */
size_t  sys_format_time(char *out, size_t cap, const char *format, int64_t at_us);
/* "2026-01-12T14:31:52" or the like, or seconds since 1970, to microseconds; false when it is neither. */
bool    sys_parse_time(const char *text, int64_t *out_us);

void sys_random(void *out, size_t size);     /* getrandom; a counter when frozen */
void sys_wipe(void *secret, size_t size);    /* explicit_bzero */
void sys_hex(char *out, const uint8_t *bytes, size_t count);   /* 2*count+1 bytes */

void sys_host(char *out, size_t cap);        /* host name */
void sys_os_user(char *out, size_t cap);     /* "name:uid:loginuid": loginuid survives su and sudo */
void sys_origin(char *out, size_t cap);      /* "ssh 10.0.0.5 pts/3", "cli pts/3", "cli" */
void sys_address(char *out, size_t cap);     /* first word of SSH_CONNECTION (claimed), else 127.0.0.1 */

/* A process tells the others of this machine that it lives, until the descriptor is closed: kill -9 does that too. -1: it cannot. */
int   sys_alive_announce(const uint8_t id[16]);
pid_t sys_alive(const uint8_t id[16]);       /* who announced it; 1 when that cannot be told, 0 nobody, or not any more */

void sys_harden(void);                       /* no core dumps, not dumpable, umask 077, fds 0-2 open, SIGPIPE ignored */

/* Whole file of at most max bytes into text (appended). Never blocks on a FIFO. The sentence says what is wrong
 * and, for EACCES, who may read it. The caller wipes secrets. */
bool sys_read_file(Text *out, const char *path, size_t max, Err *err) MUST_CHECK;
bool sys_make_folders(const char *path, unsigned mode, Err *err) MUST_CHECK;   /* as mkdir -p; new ones get mode */
/* A new file of one's own (0600). ERR_CONFLICT when there is one already; replace: it is written beside that and takes its
 * place when it is whole. Only a regular file can be replaced. */
typedef struct {
	FILE *file;
	char  path[4096], made[4096];
	bool  replace;
} NewFile;
bool sys_file_begin(NewFile *out, const char *path, bool replace, Err *err) MUST_CHECK;
bool sys_file_end(NewFile *file, bool keep, Err *err) MUST_CHECK;   /* keep false: nothing stays of it */

bool sys_home_folder(char *out, size_t cap);
/* $XDG_STATE_HOME/vicialias, or ~/.local/state/vicialias; config alike. */
bool sys_state_folder(char *out, size_t cap, Err *err) MUST_CHECK;
bool sys_config_folder(char *out, size_t cap, Err *err) MUST_CHECK;

#endif
