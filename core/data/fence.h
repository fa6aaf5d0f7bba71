/* How a session's lock is called at the server. Private to core/data. */
#ifndef CORE_DATA_FENCE_H
#define CORE_DATA_FENCE_H

#include <stdint.h>

enum { FENCE_NAME = 5 + 32 + 1 };
void fence_name(char out[FENCE_NAME], const uint8_t session[16]);

#endif
