/* A request's parameters: application/x-www-form-urlencoded, decoded strictly, with limits (RELIABILITY 4.6).
 *
 * A name may stand in the URL and in the body: the URL wins, as in VICIdial (Q12). A name that stands twice in one of them, a
 * bad escape, %00, bytes that are not UTF-8, or a limit passed makes the whole query faulty; which, the fault says in words
 * without any of the input. Names with [ ] . or blanks are not ours and count as absent. Values may hold passwords: query_wipe. */
#ifndef CORE_SERVICE_QUERY_H
#define CORE_SERVICE_QUERY_H

#include <stddef.h>

#include "core/base/err.h"

enum { QUERY_BYTES = 8192, QUERY_BODY_BYTES = 65536, QUERY_PAIRS = 64, QUERY_NAME = 32, QUERY_VALUE = 1024 };

typedef struct {
	char name[QUERY_NAME + 1], value[QUERY_VALUE + 1];
	bool in_body;
} QueryPair;

typedef struct {
	QueryPair pairs[QUERY_PAIRS];
	size_t    count;
	char      fault[120];                    /* "" when it is whole */
} Query;

/* Both may be called on one Query, URL first; zero-initialise it before. The bytes are not changed. */
void        query_read(Query *query, const char *bytes, size_t length, bool in_body);
const char *query_value(const Query *query, const char *name);   /* NULL: absent */
/* What the asker left out and the mouth knows, as a user or password; false, with a fault, when it does not fit. */
bool        query_add(Query *query, const char *name, const char *value);
void        query_wipe(Query *query);

#endif
