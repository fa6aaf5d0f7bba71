/* What is wrong with an alias, as one sign and as sentences. Rules from VICIdial's agent login (VICIDIAL.md part 2). */
#ifndef CORE_MODEL_HEALTH_H
#define CORE_MODEL_HEALTH_H

#include "core/model/catalog.h"

typedef enum {
	HEALTH_GOOD,                             /* all phones usable */
	HEALTH_LOOK,                             /* partly usable */
	HEALTH_BROKEN,                           /* a missing phone, or none usable */
	HEALTH_INACTIVE                          /* every phone is set inactive */
} Health;

Health health_of(const Catalog *cat, const Alias *alias);
/* Sentence number i (0..) about the alias, most important first, e.g. "8311a does not exist"; false: no more. */
bool   health_sentence(const Catalog *cat, const Alias *alias, size_t i, char *out, size_t cap);
/* About one phone of it, short enough for the strip under the list: "inactive, logins fail"; "" when it is fine. */
void   health_phone(const Catalog *cat, const Phone *phone, char *out, size_t cap);

#endif
