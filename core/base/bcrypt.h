/* VICIdial's password hash: bcrypt with one site-wide salt and a cost that may be as low as 0.
 *
 * Our own, since crypt(3) refuses costs below 4 and VICIdial's default is 2. Semantics of "2b"/"2y" (not libxcrypt's
 * "2a"). Source of the rule: VICIdial's www/agc/bp.pl: salt = the 16 bytes of system_settings.pass_key, stored are the
 * last 31 of the 60 characters. */
#ifndef CORE_BASE_BCRYPT_H
#define CORE_BASE_BCRYPT_H

#include <stddef.h>

#include "core/base/err.h"

enum { BCRYPT_KEY = 16, BCRYPT_HASH = 31, BCRYPT_COST_MAX = 14 };   /* 14: under a second; more would be a hang */

/* password: length bytes, used up to the first NUL or 72 bytes. out: 31 characters and NUL. False when the
 * key is not 16 bytes or the cost is above BCRYPT_COST_MAX. */
bool bcrypt_hash(char out[BCRYPT_HASH + 1], const char *key, size_t key_length, unsigned cost,
                 const void *password, size_t length) MUST_CHECK;

#ifdef VICIALIAS_TEST
extern size_t bcrypt_hashes;                 /* made by this process; the program does not count */
#endif

#endif
