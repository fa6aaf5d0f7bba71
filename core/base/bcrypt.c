#include "core/base/bcrypt.h"

#include <stdint.h>
#include <string.h>

#include "core/base/bcrypt_table.h"
#include "core/base/sys.h"

enum { ROUNDS = 16, PASSWORD_LONGEST = 72, MAGIC_WORDS = 6, MAGIC_BYTES = 24, MAGIC_ROUNDS = 64 };

/* Bytes read as big-endian words, round and round. */
typedef struct {
	const uint8_t *bytes;
	size_t         length, at;
} Cycle;

static uint32_t cycle_word(Cycle *cycle)
{
	uint32_t word = 0;
	for (int i = 0; i < 4; i++) {
		word = word << 8 | cycle->bytes[cycle->at];
		cycle->at = (cycle->at + 1) % cycle->length;
	}
	return word;
}

static void encipher(const Blowfish *state, uint32_t half[2])
{
	uint32_t left = half[0] ^ state->keys[0], right = half[1];
	for (int round = 1; round <= ROUNDS; round++) {
		const uint32_t mixed = ((state->boxes[0][left >> 24] + state->boxes[1][left >> 16 & 255])
		                        ^ state->boxes[2][left >> 8 & 255]) + state->boxes[3][left & 255];
		const uint32_t swapped = right ^ mixed ^ state->keys[round];
		right = left;
		left = swapped;
	}
	half[0] = right ^ state->keys[ROUNDS + 1];
	half[1] = left;
}

static void fill(const Blowfish *state, uint32_t *words, size_t count, uint32_t half[2], Cycle *salt)
{
	for (size_t i = 0; i < count; i += 2) {
		if (salt) {
			half[0] ^= cycle_word(salt);
			half[1] ^= cycle_word(salt);
		}
		encipher(state, half);
		words[i] = half[0];
		words[i + 1] = half[1];
	}
}

/* salt NULL: a salt of zeroes. */
static void expand_key(Blowfish *state, const uint8_t *key, size_t key_length, Cycle *salt)
{
	Cycle cycle = { key, key_length, 0 };
	uint32_t half[2] = { 0, 0 };
	for (int i = 0; i < ROUNDS + 2; i++)
		state->keys[i] ^= cycle_word(&cycle);
	fill(state, state->keys, ROUNDS + 2, half, salt);
	for (int box = 0; box < 4; box++)
		fill(state, state->boxes[box], 256, half, salt);
	sys_wipe(half, sizeof half);
}

/* bcrypt's own base64: six bits at a time from the top, no padding. */
static void encode(char *out, const uint8_t *bytes, size_t count)
{
	static const char digits[] = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	unsigned bits = 0, held = 0;
	for (size_t i = 0; i < count; i++) {
		held = (held << 8 | bytes[i]) & 0xFFFF;
		for (bits += 8; bits >= 6; bits -= 6)
			*out++ = digits[held >> (bits - 6) & 63];
	}
	if (bits)
		*out++ = digits[held << (6 - bits) & 63];
	*out = '\0';
}

static void digest(char out[BCRYPT_HASH + 1], const Blowfish *state)
{
	Cycle magic = { (const uint8_t *)"OrpheanBeholderScryDoubt", MAGIC_BYTES, 0 };
	uint32_t words[MAGIC_WORDS];
	uint8_t bytes[MAGIC_BYTES];
	for (int i = 0; i < MAGIC_WORDS; i++)
		words[i] = cycle_word(&magic);
	for (int pair = 0; pair < MAGIC_WORDS; pair += 2)
		for (int round = 0; round < MAGIC_ROUNDS; round++)
			encipher(state, words + pair);
	for (int i = 0; i < MAGIC_BYTES; i++)
		bytes[i] = (uint8_t)(words[i / 4] >> (24 - i % 4 * 8));
	encode(out, bytes, sizeof bytes - 1);    /* the last byte is left out, by bcrypt's own tradition */
	sys_wipe(words, sizeof words);
	sys_wipe(bytes, sizeof bytes);
}

#ifdef VICIALIAS_TEST
size_t bcrypt_hashes;
#endif

bool bcrypt_hash(char out[BCRYPT_HASH + 1], const char *key, size_t key_length, unsigned cost,
                 const void *password, size_t length)
{
	const uint8_t *key_bytes = (const uint8_t *)key;
	uint8_t secret[PASSWORD_LONGEST] = { 0 };
	Cycle salt = { key_bytes, BCRYPT_KEY, 0 };
	Blowfish state = blowfish_start;
	if (key_length != BCRYPT_KEY || cost > BCRYPT_COST_MAX)
		return false;
	size_t used = length ? strnlen(password, length) : 0;
	if (used > PASSWORD_LONGEST)
		used = PASSWORD_LONGEST;
	if (used)
		memcpy(secret, password, used);
	if (used < PASSWORD_LONGEST)
		used++;     /* the NUL counts, so "a" and "aa" differ when repeated */
	expand_key(&state, secret, used, &salt);
	for (unsigned long round = 0; round < 1UL << cost; round++) {
		expand_key(&state, secret, used, NULL);
		expand_key(&state, key_bytes, BCRYPT_KEY, NULL);
	}
	digest(out, &state);
#ifdef VICIALIAS_TEST
	bcrypt_hashes++;
#endif
	sys_wipe(secret, sizeof secret);
	sys_wipe(&state, sizeof state);
	return true;
}
