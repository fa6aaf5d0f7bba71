/* Keys as values: what a terminal sends, decoded from bytes, and how they are called.
 *
 * Our own decoder, not keypad(): PuTTY's function, Home and End keys arrive under any TERM, an unknown escape sequence is
 * swallowed whole, Alt and a letter is one key and not Esc and that letter, and a bracketed paste is one event. A key is a Unicode
 * character, a control code (1-31, 127), or KEYS_*. */
#ifndef TUI_DRAW_KEYS_H
#define TUI_DRAW_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/text.h"

enum {
	KEYS_BASE = 0x200000,
	KEYS_UP = KEYS_BASE, KEYS_DOWN, KEYS_LEFT, KEYS_RIGHT, KEYS_HOME, KEYS_END, KEYS_PAGE_UP, KEYS_PAGE_DOWN,
	KEYS_INSERT, KEYS_DELETE, KEYS_BACK_TAB, KEYS_F1, KEYS_F12 = KEYS_F1 + 11,
	KEYS_ALT = KEYS_BASE + 0x1000            /* and the character; nothing is bound to it */
};
enum { KEYS_TAB = 9, KEYS_ENTER = 13, KEYS_ESC = 27, KEYS_BACKSPACE = 127 };
#define KEYS_CTRL(letter) ((letter) & 31)

typedef enum { EVENT_NONE, EVENT_KEY, EVENT_PASTE, EVENT_MOUSE, EVENT_RESIZE, EVENT_HANGUP, EVENT_STOP, EVENT_BACK } EventKind;
typedef enum { MOUSE_LEFT, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } MouseButton;
typedef struct {
	EventKind   kind;
	int32_t     key;
	MouseButton button;                      /* pressed, of a mouse */
	int         row, col;                    /* where, from 0 */
	const char *paste;                       /* UTF-8, until the next event; controls taken out, line ends as \n */
} Event;

/* Fed with bytes in any split; gives the same events. */
typedef struct {
	uint8_t  bytes[64];
	size_t   count;
	bool     pasting;
	Text     paste;
} KeyDecoder;
void keys_feed(KeyDecoder *decoder, const void *bytes, size_t count);   /* bytes beyond the room are kept by the caller: see keys_room */
size_t keys_room(const KeyDecoder *decoder);
/* Next event; late: the escape delay is over, so a lone Esc is Esc. False: needs more bytes. */
bool keys_next(KeyDecoder *decoder, bool late, Event *out);
bool keys_waiting(const KeyDecoder *decoder);                             /* an unfinished sequence is in it */
void keys_free(KeyDecoder *decoder);

/* "F2", "Esc", "^S", "Space", "PgUp", "e". */
void    key_name(int32_t key, char *out, size_t cap);
int32_t key_find(const char *name, size_t length);                        /* 0: no such key */
/* Is key one of the names in "e F2 ^S"? */
bool    key_in(int32_t key, const char *names);

#endif
