/* A request's parameters: application/x-www-form-urlencoded, with limits (RELIABILITY 4.6), read for both dialects at once,
 * since the parameter that decides which one is spoken may be the last.
 *
 * Documented: decoded strictly. A name may stand in the URL and in the body: the URL wins, as in VICIdial (Q12). A name that
 * stands twice in one of them, a bad escape, %00, bytes that are not UTF-8, or a limit passed makes the whole query faulty;
 * which, the fault says in words without any of the input. Names with [ ] . or blanks are not ours and count as absent.
 * Native: as PHP reads it for VICIdial's own API; only a limit passed is a fault.
 * Values may hold passwords: query_wipe. */
#ifndef CORE_SERVICE_QUERY_H
#define CORE_SERVICE_QUERY_H

#include <stddef.h>

#include "core/base/err.h"

enum { QUERY_BYTES = 8192, QUERY_BODY_BYTES = 65536, QUERY_PAIRS = 64, QUERY_NAME = 32, QUERY_VALUE = 1024, QUERY_NATIVE = 8192 };

typedef struct {
	char name[QUERY_NAME + 1], value[QUERY_VALUE + 1];
	bool in_body;
} QueryPair;

/* What the native dialect knows; NATIVE_ALIAS, when it is sent, makes the request a documented one. */
typedef enum {
	NATIVE_ALIAS, NATIVE_SOURCE, NATIVE_USER, NATIVE_PASS, NATIVE_FUNCTION, NATIVE_ALIAS_ID, NATIVE_ALIAS_NAME, NATIVE_LOGINS,
	NATIVE_DELETE, NATIVE_AGENT_USER, NATIVE_COUNT
} NativeName;
typedef struct {
	bool   sent, is_list, in_url;            /* an array is a list, and not sent */
	size_t written;                          /* of its text, ever: what may have to be wiped */
} NativeValue;

typedef struct {
	QueryPair   pairs[QUERY_PAIRS];
	size_t      count;
	char        fault[120];                  /* "" when it is whole */
	NativeValue native[NATIVE_COUNT];
	size_t      seen;
	bool        overfull;                    /* a limit is passed */
	char        native_text[NATIVE_COUNT][QUERY_NATIVE + 1];   /* any bytes; a NUL is \1 */
} Query;

/* Both may be called on one Query, URL first; zero-initialise it before. The bytes are not changed. */
void        query_read(Query *query, const char *bytes, size_t length, bool in_body);
const char *query_value(const Query *query, const char *name);   /* documented; NULL: absent */
const char *query_native(const Query *query, NativeName name);   /* "": absent, which is the same to VICIdial, or a list */
bool        query_native_is_list(const Query *query, NativeName name);
bool        query_is_native(const Query *query);
/* By the rules of the dialect that is spoken: its fault, "" when there is none; a parameter, NULL when it is absent. */
const char *query_fault(const Query *query);
const char *query_param(const Query *query, const char *name);
/* What the asker left out and the mouth knows, as a user or password; false, with a fault, when it does not fit. */
bool        query_add(Query *query, const char *name, const char *value);
void        query_wipe(Query *query);

#endif
