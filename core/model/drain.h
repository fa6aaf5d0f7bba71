/* Taking a server's phones out of all aliases, for maintenance: one order, a wish for each alias that has a phone there. It is
 * put back by taking the batch back. */
#ifndef CORE_MODEL_DRAIN_H
#define CORE_MODEL_DRAIN_H

#include "core/model/batch.h"

/* A login with phones on several servers goes too: agents would still reach this server by it. The caller's, as any order. */
BatchOrder *drain_order(const Catalog *cat, const char *server_ip);
size_t      drain_count(const Catalog *cat, size_t server);   /* aliases with a phone on Catalog.servers[server] */

#endif
