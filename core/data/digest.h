/* SHA-256, by OpenSSL's libcrypto; the only door to it. */
#ifndef CORE_DATA_DIGEST_H
#define CORE_DATA_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32 };
void digest_sha256(uint8_t out[DIGEST_SIZE], const void *bytes, size_t length);
bool digest_sha256_file(uint8_t out[DIGEST_SIZE], const char *path);   /* false: it cannot be read, errno says why */

#endif
