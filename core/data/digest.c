/* The low-level functions: the fetched ones of OpenSSL 3 cost more than the digest of a short-lived process' few entries. */
#define OPENSSL_API_COMPAT 0x10100000L

#include "core/data/digest.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <unistd.h>

void digest_sha256(uint8_t out[DIGEST_SIZE], const void *bytes, size_t length)
{
	SHA256_CTX context;
	SHA256_Init(&context);
	SHA256_Update(&context, bytes, length);
	SHA256_Final(out, &context);
}

bool digest_sha256_file(uint8_t out[DIGEST_SIZE], const char *path)
{
	enum { BLOCK = 65536 };
	uint8_t block[BLOCK];
	SHA256_CTX context;
	ssize_t length = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	SHA256_Init(&context);
	while (fd >= 0 && (length = read(fd, block, BLOCK)) > 0)
		SHA256_Update(&context, block, (size_t)length);
	SHA256_Final(out, &context);
	if (fd >= 0)
		close(fd);
	return length == 0;
}

void digest_alone(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ADD_ALL_CIPHERS |
	                    OPENSSL_INIT_NO_ADD_ALL_DIGESTS, NULL);
}
