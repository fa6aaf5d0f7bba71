/* Memory of two kinds only: arenas for snapshots (built once, then const, freed whole) and plain blocks.
 *
 * There is no failure to handle: without memory the program runs the death hook (the terminal's), says so
 * and exits 1. Thread: an arena belongs to the thread that builds it until it is handed over whole. */
#ifndef CORE_BASE_MEM_H
#define CORE_BASE_MEM_H

#include <stddef.h>

#include "core/base/err.h"

typedef struct Arena Arena;

Arena *arena_new(void);
void  *arena_take(Arena *arena, size_t size);                            /* zeroed, aligned for any type */
char  *arena_bytes(Arena *arena, const void *bytes, size_t length);      /* a copy, with a NUL behind it; unaligned */
char  *arena_text(Arena *arena, const char *text);                       /* NULL stays NULL */
char  *arena_format(Arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);
void   arena_free(Arena *arena);                                         /* NULL is nothing */

void *mem_take(size_t size);                 /* zeroed */
void *mem_grow(void *block, size_t size);    /* as realloc; new bytes are not zeroed */
void  mem_free(void *block);

void           mem_on_death(void (*restore)(void));   /* NULL takes it back */
_Noreturn void mem_die(void);                          /* runs the hook, says "out of memory", exits 1 */

#endif
