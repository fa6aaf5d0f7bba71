/* A private MariaDB with a sample call centre, for --demo and the tests: nothing else on the machine is touched.
 *
 * The server has a folder of its own, a socket and no port. Every process that uses it holds a shared flock on the folder;
 * a small supervisor process starts mariadbd (PATH, then /usr/sbin), waits until nobody holds the lock any more, and ends it:
 * this also covers consoles that were killed. */
#ifndef CORE_DATA_DEMO_H
#define CORE_DATA_DEMO_H

#include "core/data/database.h"

typedef struct Demo Demo;

/* folder: made when missing (mode 0700). fresh: start over with the sample data (refused while another process uses it);
 * else the data is kept, and loaded when there is none. Fills where (socket, user, database). empty: no tables at all,
 * for tests that bring their own. */
typedef enum { DEMO_KEEP, DEMO_FRESH, DEMO_EMPTY } DemoStart;
bool demo_open(Demo **out, const char *folder, DemoStart start, Connection *where, Err *err) MUST_CHECK;
void demo_close(Demo *demo);                 /* releases the lock; the server ends when it was the last */
bool demo_find_server(char *out, size_t cap);   /* path of mariadbd; false: not installed */

#endif
