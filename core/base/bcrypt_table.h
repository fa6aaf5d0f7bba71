/* The state of Blowfish, and the one it starts from. */
#ifndef CORE_BASE_BCRYPT_TABLE_H
#define CORE_BASE_BCRYPT_TABLE_H

#include <stdint.h>

typedef struct {
	uint32_t keys[18];
	uint32_t boxes[4][256];
} Blowfish;

extern const Blowfish blowfish_start;

#endif
