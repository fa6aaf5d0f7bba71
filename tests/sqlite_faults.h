/* SQLite on a memory and a disk that fail when they are told to: the nth allocation or the nth call to the file system, once.
 * What lies beneath is the real thing. For the tests of the audit log, one program each: the first call is sqlite_faults_begin.
 */
#ifndef TESTS_SQLITE_FAULTS_H
#define TESTS_SQLITE_FAULTS_H

#include <setjmp.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The last: writing pages into the log itself. */
typedef enum { FAULT_OF_MEMORY, FAULT_OF_DISK, FAULT_OF_CHECKPOINT } SqliteFault;

static struct {
	sqlite3_mem_methods memory;
	sqlite3_vfs         vfs, *real;
	SqliteFault         what;
	long                passes;              /* before it strikes; below 0: never */
	int                 code;                /* that the disk answers */
} sqlite_faults = { .passes = -1 };

static inline void sqlite_fault_after(SqliteFault what, long passes, int code)
{
	sqlite_faults.what = what;
	sqlite_faults.code = code;
	sqlite_faults.passes = passes;
}

/* Did it strike? And no more from now on. */
static inline bool sqlite_fault_struck(void)
{
	bool struck = sqlite_faults.passes < 0;
	sqlite_faults.passes = -1;
	return struck;
}

static inline bool sqlite_fault_is_here(SqliteFault what)
{
	return sqlite_faults.what == what && sqlite_faults.passes >= 0 && sqlite_faults.passes-- == 0;
}

static inline void *sqlite_fault_take(int size)
{
	return sqlite_fault_is_here(FAULT_OF_MEMORY) ? NULL : sqlite_faults.memory.xMalloc(size);
}

static inline void *sqlite_fault_grow(void *block, int size)
{
	return sqlite_fault_is_here(FAULT_OF_MEMORY) ? NULL : sqlite_faults.memory.xRealloc(block, size);
}

/* A file, with the real one behind it in the same block. */
typedef struct {
	sqlite3_file base;
	bool         is_log;
} FaultyFile;

#define FAULTY_REAL(file) ((sqlite3_file *)(void *)((FaultyFile *)(void *)(file) + 1))
#define FAULTY_CALL(file, method, ...) FAULTY_REAL(file)->pMethods->method(FAULTY_REAL(file), __VA_ARGS__)
#define FAULTY_OR(call) (sqlite_fault_is_here(FAULT_OF_DISK) ? sqlite_faults.code : (call))

static inline int faulty_close(sqlite3_file *file) { return FAULTY_REAL(file)->pMethods->xClose(FAULTY_REAL(file)); }
static inline int faulty_read(sqlite3_file *file, void *to, int size, sqlite3_int64 at)
{
	return FAULTY_OR(FAULTY_CALL(file, xRead, to, size, at));
}
static inline int faulty_write(sqlite3_file *file, const void *from, int size, sqlite3_int64 at)
{
	if (((FaultyFile *)(void *)file)->is_log && sqlite_fault_is_here(FAULT_OF_CHECKPOINT))
		return sqlite_faults.code;
	return FAULTY_OR(FAULTY_CALL(file, xWrite, from, size, at));
}
static inline int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return FAULTY_OR(FAULTY_CALL(file, xTruncate, size));
}
/* No power is cut here, so nothing is waited for. */
static inline int faulty_sync(sqlite3_file *file, int flags) { (void)file, (void)flags; return FAULTY_OR(SQLITE_OK); }
static inline int faulty_size(sqlite3_file *file, sqlite3_int64 *size) { return FAULTY_OR(FAULTY_CALL(file, xFileSize, size)); }
static inline int faulty_lock(sqlite3_file *file, int lock) { return FAULTY_CALL(file, xLock, lock); }
static inline int faulty_unlock(sqlite3_file *file, int lock) { return FAULTY_CALL(file, xUnlock, lock); }
static inline int faulty_is_locked(sqlite3_file *file, int *locked) { return FAULTY_CALL(file, xCheckReservedLock, locked); }
static inline int faulty_control(sqlite3_file *file, int op, void *arg) { return FAULTY_CALL(file, xFileControl, op, arg); }
static inline int faulty_sector(sqlite3_file *file) { return FAULTY_REAL(file)->pMethods->xSectorSize(FAULTY_REAL(file)); }
static inline int faulty_traits(sqlite3_file *file)
{
	return FAULTY_REAL(file)->pMethods->xDeviceCharacteristics(FAULTY_REAL(file));
}
static inline int faulty_map(sqlite3_file *file, int page, int size, int make, void volatile **out)
{
	return FAULTY_OR(FAULTY_CALL(file, xShmMap, page, size, make, out));
}
static inline int faulty_shm_lock(sqlite3_file *file, int at, int count, int flags)
{
	return FAULTY_CALL(file, xShmLock, at, count, flags);
}
static inline void faulty_barrier(sqlite3_file *file) { FAULTY_REAL(file)->pMethods->xShmBarrier(FAULTY_REAL(file)); }
static inline int faulty_unmap(sqlite3_file *file, int delete) { return FAULTY_CALL(file, xShmUnmap, delete); }

static inline int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	static const sqlite3_io_methods methods = {
		2, faulty_close, faulty_read, faulty_write, faulty_truncate, faulty_sync, faulty_size, faulty_lock, faulty_unlock,
		faulty_is_locked, faulty_control, faulty_sector, faulty_traits, faulty_map, faulty_shm_lock, faulty_barrier, faulty_unmap,
		NULL, NULL,
	};
	(void)vfs;
	FaultyFile *made = (FaultyFile *)(void *)file;
	sqlite3_vfs *real = sqlite_faults.real;
	int result = sqlite_fault_is_here(FAULT_OF_DISK) ? SQLITE_CANTOPEN : real->xOpen(real, name, FAULTY_REAL(file), flags, out);
	made->base.pMethods = result == SQLITE_OK ? &methods : NULL;
	made->is_log = (flags & SQLITE_OPEN_MAIN_DB) != 0;
	return result;
}

/* No memory of its own beside the allocator, so that every allocation can fail. */
static inline void sqlite_faults_begin(void)
{
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_faults.memory);
	sqlite3_mem_methods memory = sqlite_faults.memory;
	memory.xMalloc = sqlite_fault_take;
	memory.xRealloc = sqlite_fault_grow;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &memory) != SQLITE_OK || sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK)
		abort();
	sqlite_faults.real = sqlite3_vfs_find(NULL);
	sqlite_faults.vfs = *sqlite_faults.real;
	sqlite_faults.vfs.zName = "faulty";
	sqlite_faults.vfs.szOsFile += (int)sizeof(FaultyFile);
	sqlite_faults.vfs.xOpen = faulty_open;
	if (sqlite3_vfs_register(&sqlite_faults.vfs, 1) != SQLITE_OK)
		abort();
}

/* --- a program that ends for want of memory, of which the test goes on: mem_on_death(sqlite_fault_leave) --- */

#ifdef __SANITIZE_ADDRESS__
/* A program without memory ends where it stands; here it goes on, and what it held then nobody frees. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#endif

static jmp_buf out_of_memory;

static inline void sqlite_fault_leave(void)
{
	longjmp(out_of_memory, 1);
}

#endif
