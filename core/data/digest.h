/* SHA-256, by OpenSSL's libcrypto; the only door to it. */
#ifndef CORE_DATA_DIGEST_H
#define CORE_DATA_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32 };
void digest_sha256(uint8_t out[DIGEST_SIZE], const void *bytes, size_t length);

#endif
