/* For make coverage, before every file: what a forked process did counts too when it ends by _exit, which flushes nothing. */
#ifndef TESTS_COVERED_H
#define TESTS_COVERED_H

#include <unistd.h>

void __gcov_dump(void);

static inline _Noreturn void covered_exit(int code)
{
	__gcov_dump();
	_exit(code);
}

#define _exit covered_exit

/* Run as another user the program may not write what it took, and says so on stderr. */
#define COVERED

#endif
