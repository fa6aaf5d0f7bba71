/* Texts that repeat on every row (group, server, protocol), kept once and known by a 16-bit number.
 *
 * Number 0 is NULL. A site has dozens; should strangers bring more than fit, the rest shares one number. */
#ifndef CORE_MODEL_INTERN_H
#define CORE_MODEL_INTERN_H

#include <stdint.h>

#include "core/base/mem.h"

typedef struct {
	const char **texts;                      /* texts[0] is NULL */
	size_t       count, cap;
	uint16_t    *slots;                      /* open addressing; 0 is free */
	size_t       slot_count;
} Intern;

enum { INTERN_REST = UINT16_MAX };           /* the number of what did not fit; its text is "…" */

/* The number of a text, copied into mem when it is new; NULL is 0. */
uint16_t intern_add(Intern *intern, Arena *mem, const char *text);
void     intern_free(Intern *intern);        /* not the texts: they are the arena's */

#endif
