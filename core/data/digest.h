/* SHA-256, by OpenSSL's libcrypto; the only door to it. */
#ifndef CORE_DATA_DIGEST_H
#define CORE_DATA_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32 };
void digest_sha256(uint8_t out[DIGEST_SIZE], const void *bytes, size_t length);
/* From now on this process asks OpenSSL for digests alone: its settings, ciphers and sentences, which it would make ready before the
 * first connection, stay unread. Only where no connection will be encrypted. */
void digest_alone(void);
bool digest_sha256_file(uint8_t out[DIGEST_SIZE], const char *path);   /* false: it cannot be read, errno says why */

#endif
