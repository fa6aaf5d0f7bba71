/* What two readings of the aliases differ in, so that the list can mark what others changed.
 *
 * A reading carries a print of each alias: of its row and of what its phones are, 4 bytes, made by the worker. Two prints that
 * are equal by chance hide a mark, no more. Registration and ping do not count: they change all the time, by themselves. */
#ifndef CORE_MODEL_CHANGES_H
#define CORE_MODEL_CHANGES_H

#include "core/model/catalog.h"

/* For catalog_finish: one print an alias, in mem. */
const uint32_t *changes_prints(Arena *mem, const Catalog *cat);

typedef struct {
	uint32_t *rows;                          /* indexes into now's aliases, ascending: new there, or different */
	size_t    count, gone;                   /* gone: how many of before are no longer there */
} Changes;

void changes_find(Changes *out, const Catalog *before, const Catalog *now);
/* Leaves out an alias, and those that have a phone in common with it: what our own save did is no news. */
void changes_without(Changes *changes, const Catalog *now, const char *id);
bool changes_has(const Changes *changes, size_t row);
void changes_free(Changes *changes);

#endif
