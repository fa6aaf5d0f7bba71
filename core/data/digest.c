#include "core/data/digest.h"

#include <assert.h>
#include <openssl/evp.h>

void digest_sha256(uint8_t out[DIGEST_SIZE], const void *bytes, size_t length)
{
	unsigned size = 0;
	int ok = EVP_Digest(bytes, length, out, &size, EVP_sha256(), NULL);
	assert(ok == 1 && size == DIGEST_SIZE);
}
