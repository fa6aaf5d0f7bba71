/* The low-level functions: the fetched ones of OpenSSL 3 cost more than the digest of a short-lived process' few entries. */
#define OPENSSL_API_COMPAT 0x10100000L

#include "core/data/digest.h"

#include <openssl/sha.h>

void digest_sha256(uint8_t out[DIGEST_SIZE], const void *bytes, size_t length)
{
	SHA256_CTX context;
	SHA256_Init(&context);
	SHA256_Update(&context, bytes, length);
	SHA256_Final(out, &context);
}
