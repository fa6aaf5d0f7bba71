/* "Did you mean": what lies close to a mistyped extension or login. */
#include <stdlib.h>
#include <string.h>

#include "core/model/catalog.h"
#include "core/model/fold.h"

enum { NEAR_MAX = 2, NEAR_LENGTH = 24, NEAR_COUNT = 16 };

typedef struct {
	const char *texts[NEAR_COUNT];
	int         distances[NEAR_COUNT];
	size_t      count, cap;
} Near;

static int least(int a, int b, int c)
{
	int smaller = a < b ? a : b;
	return smaller < c ? smaller : c;
}

/* Typing errors between two short words: a character more, less or other, or two neighbours swapped. */
static int typing_errors(const char *a, size_t a_length, const char *b, size_t b_length)
{
	int rows[3][NEAR_LENGTH + 1];
	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= a_length; i++) {
		int *now = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
		now[0] = (int)i;
		for (size_t j = 1; j <= b_length; j++) {
			bool same = ascii_fold(a[i - 1]) == ascii_fold(b[j - 1]);
			now[j] = least(above[j] + 1, now[j - 1] + 1, above[j - 1] + !same);
			bool swapped = i > 1 && j > 1 && ascii_fold(a[i - 1]) == ascii_fold(b[j - 2]) &&
			               ascii_fold(a[i - 2]) == ascii_fold(b[j - 1]);
			if (swapped && two_above[j - 2] + 1 < now[j])
				now[j] = two_above[j - 2] + 1;
		}
	}
	return rows[a_length % 3][b_length];
}

/* 0 is the same, 1 also what goes on where the typed text ends; above NEAR_MAX it is not near. */
static int distance(const char *typed, size_t typed_length, const char *text)
{
	size_t length = strnlen(text, NEAR_LENGTH + 1);
	if (length > NEAR_LENGTH)
		return NEAR_MAX + 1;
	if (typed_length > 0 && length > typed_length && strncasecmp(typed, text, typed_length) == 0)
		return 1;
	if (labs((long)length - (long)typed_length) > NEAR_MAX)
		return NEAR_MAX + 1;
	return typing_errors(typed, typed_length, text, length);
}

static void keep(Near *near, const char *text, int away)
{
	size_t at = near->count;
	while (at > 0 && (near->distances[at - 1] > away ||
	                  (near->distances[at - 1] == away && login_compare(near->texts[at - 1], text) > 0)))
		at--;
	if (at == near->cap || (at > 0 && login_compare(near->texts[at - 1], text) == 0))
		return;
	near->count += near->count < near->cap;
	for (size_t i = near->count - 1; i > at; i--) {
		near->texts[i] = near->texts[i - 1];
		near->distances[i] = near->distances[i - 1];
	}
	near->texts[at] = text;
	near->distances[at] = away;
}

static size_t nearest(const Catalog *cat, bool by_login, const char *typed, const char **out, size_t cap)
{
	Near near = { .cap = cap < NEAR_COUNT ? cap : NEAR_COUNT };
	size_t length = strlen(typed);
	for (size_t i = 0; length <= NEAR_LENGTH && i < cat->phone_count; i++) {
		const char *text = by_login ? cat->phones[i].login : cat->phones[i].extension;
		if (!text || !*text || cat->phones[i].hidden)
			continue;
		int away = distance(typed, length, text);
		if (away > 0 && away <= NEAR_MAX)
			keep(&near, text, away);
	}
	memcpy(out, near.texts, near.count * sizeof *out);
	return near.count;
}

size_t catalog_near_extensions(const Catalog *cat, const char *typed, const char **out, size_t cap)
{
	return nearest(cat, false, typed, out, cap);
}

size_t catalog_near_logins(const Catalog *cat, const char *typed, const char **out, size_t cap)
{
	return nearest(cat, true, typed, out, cap);
}
