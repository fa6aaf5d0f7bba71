/* Phone aliases as VICIdial has them: what an agent types as "phone login", and the phones it stands for.
 *
 * An alias has an ID, a name, a list of phone logins and a user group (table phones_alias). Extension, protocol,
 * active and server belong to the phones (table phones, one row per extension and server_ip), found through
 * phones.login. One login may stand for no phone, one, or several. */
#ifndef CORE_MODEL_ALIAS_H
#define CORE_MODEL_ALIAS_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/mem.h"

/* Characters, from VICIdial's schema. */
enum {
	ALIAS_ID_MAX = 20, ALIAS_NAME_MAX = 50, LOGINS_LIST_MAX = 255, USER_GROUP_MAX = 20,
	PHONE_LOGIN_MAX = 15, EXTENSION_MAX = 100, SERVER_IP_MAX = 15, PROTOCOL_MAX = 20, USER_MAX = 20
};
#define UTF8_CAP(chars) ((chars) * 4 + 1)

#define GROUP_ALL "---ALL---"                /* VICIdial's literal group value: visible to everyone */

/* Views keep this from one event to the next, never a pointer into a snapshot. */
typedef struct {
	char text[UTF8_CAP(ALIAS_ID_MAX)];
} AliasId;

/* Bytes as the database stores them: the guard of a write, and what undo puts back. */
typedef struct {
	const uint8_t *bytes;                    /* not terminated; NULL with length 0 or null */
	uint32_t       length;
	bool           null;                     /* SQL NULL */
} Value;

#define VALUE_NULL ((Value){ .null = true })
Value value_text(const char *utf8);          /* NULL gives SQL NULL; lends, does not copy */
Value value_copy(Arena *mem, Value value);     /* its bytes in mem */
bool  value_equal(Value a, Value b);         /* byte for byte; NULL equals NULL */

/* Compares as VICIdial's usual collations do for ASCII: no case, trailing blanks do not count. NULL sorts first. */
int  login_compare(const char *a, const char *b);

/* Walks a logins_list as VICIdial splits it: on ',' without trimming, empty items included.
 * *at starts at the list and is NULL after the last item. Returns false at the end. */
bool logins_next(const char **at, const char **item, size_t *length);
/* Is it an item of the list (NULL: none), as logins compare? NULL and '' are no login. */
bool logins_have(const char *list, const char *login);

#endif
