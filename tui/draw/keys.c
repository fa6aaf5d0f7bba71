#include "tui/draw/keys.h"

#include <stdio.h>
#include <string.h>

#include "core/base/sys.h"

enum { ESC = 27, PASTE_MAX = 256 * 1024 };
enum { F5 = KEYS_F1 + 4, F6 = KEYS_F1 + 5, F11 = KEYS_F1 + 10 };

static const char paste_begin[] = "\033[200~", paste_end[] = "\033[201~";

static const struct { int32_t key; const char *name; } key_names[] = {
	{ KEYS_UP, "Up" }, { KEYS_DOWN, "Down" }, { KEYS_LEFT, "Left" }, { KEYS_RIGHT, "Right" }, { KEYS_HOME, "Home" },
	{ KEYS_END, "End" }, { KEYS_PAGE_UP, "PgUp" }, { KEYS_PAGE_DOWN, "PgDn" }, { KEYS_INSERT, "Ins" }, { KEYS_DELETE, "Del" },
	{ KEYS_BACK_TAB, "Shift-Tab" }, { KEYS_TAB, "Tab" }, { KEYS_ENTER, "Enter" }, { KEYS_ESC, "Esc" },
	{ KEYS_BACKSPACE, "Backspace" }, { ' ', "Space" },
};

size_t keys_room(const KeyDecoder *decoder)
{
	return sizeof decoder->bytes - decoder->count;
}

void keys_feed(KeyDecoder *decoder, const void *bytes, size_t count)
{
	size_t room = keys_room(decoder);
	if (count > room)
		count = room;
	memcpy(decoder->bytes + decoder->count, bytes, count);
	decoder->count += count;
}

bool keys_waiting(const KeyDecoder *decoder)
{
	return decoder->count > 0 || decoder->pasting;
}

static void drop(KeyDecoder *decoder, size_t count)
{
	decoder->count -= count;
	memmove(decoder->bytes, decoder->bytes + count, decoder->count);
}

/* A paste may have been a password. */
static void paste_wipe(KeyDecoder *decoder)
{
	if (decoder->paste.length > 0)
		sys_wipe(decoder->paste.bytes, decoder->paste.length);
	text_clear(&decoder->paste);
}

void keys_free(KeyDecoder *decoder)
{
	paste_wipe(decoder);
	text_free(&decoder->paste);
	sys_wipe(decoder, sizeof *decoder);
}

/* ESC [ first … ~: the VT220 numbers, which PuTTY and rxvt use for F1 to F4, Home and End too. */
static int32_t key_of_number(unsigned number)
{
	static const int32_t keys[] = {
		[1] = KEYS_HOME, [2] = KEYS_INSERT, [3] = KEYS_DELETE, [4] = KEYS_END, [5] = KEYS_PAGE_UP, [6] = KEYS_PAGE_DOWN,
		[7] = KEYS_HOME, [8] = KEYS_END,
		[11] = KEYS_F1, [12] = KEYS_F1 + 1, [13] = KEYS_F1 + 2, [14] = KEYS_F1 + 3, [15] = F5,
		[17] = F6, [18] = F6 + 1, [19] = F6 + 2, [20] = F6 + 3, [21] = F6 + 4, [23] = F11, [24] = KEYS_F12,
	};
	return number < sizeof keys / sizeof *keys ? keys[number] : 0;
}

/* ESC [ … A and ESC O A alike: whichever mode the terminal was left in. */
static int32_t key_of_letter(uint8_t final)
{
	switch (final) {
	case 'A': return KEYS_UP;
	case 'B': return KEYS_DOWN;
	case 'C': return KEYS_RIGHT;
	case 'D': return KEYS_LEFT;
	case 'F': return KEYS_END;
	case 'H': return KEYS_HOME;
	case 'P': case 'Q': case 'R': case 'S': return KEYS_F1 + (final - 'P');
	case 'Z': return KEYS_BACK_TAB;
	default:  return 0;
	}
}

/* The keypad in application mode: ESC O j is *, ESC O p to y are 0 to 9. */
static int32_t key_of_keypad(uint8_t final)
{
	if (final == 'M')
		return KEYS_ENTER;
	return final >= 'j' && final <= 'y' ? final - 0x40 : key_of_letter(final);
}

static bool is_final(uint8_t byte)
{
	return byte >= 0x40 && byte <= 0x7e;
}

/* Length of the sequence at the front; 0: not all there yet. A control byte ends a broken one. */
static size_t sequence_length(const KeyDecoder *decoder)
{
	size_t at = 2;
	if (decoder->count > 2 && decoder->bytes[1] == '[' && decoder->bytes[2] == '[')
		return decoder->count > 3 ? 4 : 0;   /* the Linux console's F1 to F5: ESC [ [ A */
	while (at < decoder->count) {
		uint8_t byte = decoder->bytes[at++];
		if (byte < 0x20)
			return at - 1;
		if (is_final(byte))
			return at;
	}
	return 0;
}

static int32_t sequence_key(const uint8_t *bytes, size_t length)
{
	uint8_t  final = bytes[length - 1];
	unsigned number = 0;
	if (length < 3 || !is_final(final))
		return 0;
	if (bytes[1] == 'O')
		return key_of_keypad(final);
	if (bytes[2] == '[')
		return final >= 'A' && final <= 'E' ? KEYS_F1 + (final - 'A') : 0;
	if (bytes[2] > '9')
		return length == 3 ? key_of_letter(final) : 0;   /* ESC [ < …, ESC [ ? …: not keys */
	for (size_t at = 2; at < length && bytes[at] >= '0' && bytes[at] <= '9' && number < 1000; at++)
		number = number * 10 + (bytes[at] - '0');        /* what follows a ; are the modifiers */
	return final == '~' ? key_of_number(number) : key_of_letter(final);
}

/* ESC [ < button ; col ; row M, as mode 1006 sends it; m is a button let go. Other buttons and modifiers are nobody's. */
static bool mouse_of(const char *bytes, size_t length, Event *out)
{
	static const int32_t buttons[] = { [MOUSE_LEFT] = 0, [MOUSE_WHEEL_UP] = 64, [MOUSE_WHEEL_DOWN] = 65 };
	char     text[sizeof(KeyDecoder)];
	unsigned button, col, row;
	char     final, rest;
	text_format(text, sizeof text, "%.*s", (int)length, bytes);
	/* Four digits always fit. NOLINTNEXTLINE(cert-err34-c) */
	if (sscanf(text, "\033[<%4u;%4u;%4u%c%c", &button, &col, &row, &final, &rest) != 4 || final != 'M'
	    || col < 1 || col > 9999 || row < 1 || row > 9999)
		return false;
	for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++)
		if ((int32_t)button == buttons[i]) {
			*out = (Event){ .kind = EVENT_MOUSE, .button = (MouseButton)i, .row = (int)row - 1, .col = (int)col - 1 };
			return true;
		}
	return false;
}

/* What is not a whole one stays, to be swallowed as any unknown sequence. */
static bool mouse_next(KeyDecoder *decoder, Event *out)
{
	static const char begin[] = "\033[<";
	size_t length = decoder->count > 2 && memcmp(decoder->bytes, begin, 3) == 0 ? sequence_length(decoder) : 0;
	if (!length || !mouse_of((const char *)decoder->bytes, length, out))
		return false;
	drop(decoder, length);
	return true;
}

/* True: something was taken from the buffer; *key stays 0 when it meant nothing. */
static bool escape_next(KeyDecoder *decoder, bool late, int32_t *key)
{
	bool introducer = decoder->count > 1 && (decoder->bytes[1] == '[' || decoder->bytes[1] == 'O');
	bool character = decoder->count > 1 && decoder->bytes[1] >= ' ' && decoder->bytes[1] <= KEYS_BACKSPACE;
	if (character && !introducer) {          /* Alt, as terminals send it: nobody types Esc and a letter as fast */
		*key = KEYS_ALT + decoder->bytes[1];
		drop(decoder, 2);
		return true;
	}
	if (!introducer && (decoder->count > 1 || late)) {
		*key = KEYS_ESC;
		drop(decoder, 1);
		return true;
	}
	if (!introducer)
		return false;
	size_t length = sequence_length(decoder);
	if (length == sizeof paste_begin - 1 && memcmp(decoder->bytes, paste_begin, length) == 0) {
		decoder->pasting = true;
	} else if (length > 0) {
		*key = sequence_key(decoder->bytes, length);
	} else if (keys_room(decoder) == 0) {
		decoder->count = 2;                      /* its head stays, so that the rest of it is swallowed too */
		return true;
	} else if (late && decoder->count == 2) {
		length = 2;                              /* Alt-[ and Alt-O */
	}
	drop(decoder, length);
	return length > 0;
}

/* Takes a whole UTF-8 character; what is not one is dropped. */
static bool character_next(KeyDecoder *decoder, bool late, int32_t *key)
{
	const char *start = (const char *)decoder->bytes, *at = start;
	uint8_t     first = decoder->bytes[0];
	size_t      want = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (decoder->count < want && first >= 0xc2 && first < 0xf5 && !late)
		return false;
	uint32_t character = text_next(&at, start + decoder->count);
	drop(decoder, (size_t)(at - start));
	if (character == '\n')
		character = KEYS_ENTER;
	if (character == '\b')
		character = KEYS_BACKSPACE;
	if (character < 0x80 || (character >= 0xa0 && character < TEXT_INVALID))
		*key = (int32_t)character;
	return true;
}

/* Pasted bytes as they come: line ends become \n, a tab a blank, controls go. */
static void paste_add(Text *paste, const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count && paste->length < PASTE_MAX; i++) {
		uint8_t byte = bytes[i] == '\t' ? ' ' : bytes[i];
		bool    second = byte == '\n' && i > 0 && bytes[i - 1] == '\r';
		if (byte == '\r')
			byte = '\n';
		if ((byte >= 0x20 && byte != 0x7f) || (byte == '\n' && !second))
			text_add_bytes(paste, &byte, 1);
	}
}

/* Invalid UTF-8 and C1 controls out, in place. */
static void paste_clean(Text *paste)
{
	if (!paste->bytes)
		text_add(paste, "");
	char       *to = paste->bytes;
	const char *at = paste->bytes, *end = at + paste->length;

	while (at < end) {
		const char *start = at;
		uint32_t    character = text_next(&at, end);
		if (character == TEXT_INVALID || (character >= 0x80 && character < 0xa0))
			continue;
		memmove(to, start, (size_t)(at - start));
		to += at - start;
	}
	paste->length = (size_t)(to - paste->bytes);
	*to = '\0';
}

/* Bytes at the end that may be the beginning of the paste's end, or of a \r\n that must not be torn apart. */
static size_t paste_held(const KeyDecoder *decoder)
{
	size_t most = sizeof paste_end - 2;
	for (size_t held = decoder->count < most ? decoder->count : most; held > 0; held--)
		if (memcmp(decoder->bytes + decoder->count - held, paste_end, held) == 0)
			return held;
	return decoder->count > 0 && decoder->bytes[decoder->count - 1] == '\r';
}

static bool paste_next(KeyDecoder *decoder, bool late, Event *out)
{
	const uint8_t *end = memmem(decoder->bytes, decoder->count, paste_end, sizeof paste_end - 1);
	size_t         count = end ? (size_t)(end - decoder->bytes) : decoder->count - (late ? 0 : paste_held(decoder));
	paste_add(&decoder->paste, decoder->bytes, count);
	drop(decoder, end ? count + sizeof paste_end - 1 : count);
	if (!end && !late)
		return false;
	decoder->pasting = false;
	paste_clean(&decoder->paste);
	*out = (Event){ .kind = EVENT_PASTE, .paste = decoder->paste.bytes };
	return true;
}

bool keys_next(KeyDecoder *decoder, bool late, Event *out)
{
	if (!decoder->pasting)
		paste_wipe(decoder);
	while (decoder->count > 0 || (decoder->pasting && late)) {
		int32_t key = 0;
		if (decoder->pasting)
			return paste_next(decoder, late, out);
		if (mouse_next(decoder, out))
			return true;
		if (!(decoder->bytes[0] == ESC ? escape_next : character_next)(decoder, late, &key))
			return false;
		if (key == 0)
			continue;
		*out = (Event){ .kind = EVENT_KEY, .key = key };
		return true;
	}
	return false;
}

void key_name(int32_t key, char *out, size_t cap)
{
	char utf8[5] = "", plain[16];
	if (key > KEYS_ALT && key <= KEYS_ALT + KEYS_BACKSPACE) {
		key_name(key - KEYS_ALT, plain, sizeof plain);
		text_format(out, cap, "Alt-%s", plain);
		return;
	}
	for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++)
		if (key_names[i].key == key) {
			text_copy(out, cap, key_names[i].name);
			return;
		}
	if (key >= KEYS_F1 && key <= KEYS_F12) {
		text_format(out, cap, "F%d", (int)(key - KEYS_F1 + 1));
	} else if (key > 0 && key < ' ') {
		text_format(out, cap, "^%c", (char)(key + '@'));
	} else {
		text_encode(utf8, (uint32_t)key);
		text_copy(out, cap, utf8);
	}
}

int32_t key_find(const char *name, size_t length)
{
	const char *at = name;
	for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++)
		if (strlen(key_names[i].name) == length && memcmp(key_names[i].name, name, length) == 0)
			return key_names[i].key;
	if (length == 2 && name[0] == '^' && name[1] >= '@' && name[1] <= '_')
		return KEYS_CTRL(name[1]);
	if (length >= 2 && length <= 3 && name[0] == 'F') {
		int number = name[1] - '0';
		if (length == 3)
			number = number * 10 + (name[2] - '0');
		return number >= 1 && number <= 12 ? KEYS_F1 + number - 1 : 0;
	}
	uint32_t character = length > 0 ? text_next(&at, name + length) : TEXT_INVALID;
	return character < TEXT_INVALID && at == name + length ? (int32_t)character : 0;
}

bool key_in(int32_t key, const char *names)
{
	for (const char *at = names; *at; ) {
		size_t length = strcspn(at, " ");
		if (length > 0 && key_find(at, length) == key)
			return true;
		at += length + (at[length] == ' ');
	}
	return false;
}
