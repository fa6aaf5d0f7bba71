#include "core/data/packet.h"

/* A length of one byte, or of the two, three or eight behind it. *at moves behind it; false: it is cut, or is none. */
static bool take_length(const uint8_t **at, const uint8_t *end, uint64_t *out)
{
	static const uint8_t sizes[] = { [252 - 251] = 2, [253 - 251] = 3, [254 - 251] = 8 };
	if (*at == end)
		return false;
	uint8_t first = *(*at)++, size = first <= 250 ? 0 : first <= 254 ? sizes[first - 251] : 0;
	*out = first;
	if (first <= 250)
		return true;
	if (size == 0 || end - *at < size)
		return false;
	*out = 0;
	for (uint8_t i = 0; i < size; i++)
		*out |= (uint64_t)*(*at)++ << 8 * i;
	return true;
}

bool packet_row_is_whole(const uint8_t *row, size_t size, const uint8_t *widths, size_t columns)
{
	/* A status byte, then a bit for each column that is NULL; the first two bits stand for none. */
	const uint8_t *nulls = row + 1, *end = row + size;
	size_t bitmap = (columns + 9) / 8;
	if (size < 1 + bitmap)
		return false;
	const uint8_t *at = nulls + bitmap;
	for (size_t i = 0; i < columns; i++) {
		uint64_t length = widths[i];
		if (nulls[(i + 2) / 8] >> (i + 2) % 8 & 1)
			continue;
		if (widths[i] == PACKET_LENGTH_FIRST && !take_length(&at, end, &length))
			return false;
		if (length > (uint64_t)(end - at))
			return false;
		at += length;
	}
	return true;
}
