/* A login of the list that differs from a phone's by blanks or by characters nobody sees: VICIdial finds no phone by it, and
 * whoever reads the list sees nothing wrong. Scripts that write the table leave them; VICIdial's own pages strip them. */
#ifndef CORE_MODEL_STRAY_H
#define CORE_MODEL_STRAY_H

#include "core/model/catalog.h"

typedef struct {
	char login[UTF8_CAP(LOGINS_LIST_MAX)];   /* without them */
	char words[40];                          /* "a blank stands before" */
} Stray;

/* item of a list by which no phone is found: is there one without the strays? */
bool stray_find(const Catalog *cat, const char *item, size_t length, Stray *out);

#endif
