/* What query.c and query_native.c hand to each other. Private to them. */
#ifndef CORE_SERVICE_QUERY_INSIDE_H
#define CORE_SERVICE_QUERY_INSIDE_H

#include "core/service/query.h"

void query_read_native(Query *query, const char *bytes, size_t length, bool in_body);
void query_add_native(Query *query, const char *name, const char *value);

#endif
