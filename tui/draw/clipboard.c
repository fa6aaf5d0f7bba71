#include "tui/draw/clipboard.h"

#include <stdint.h>
#include <string.h>

/* screen takes at most 768 bytes in one piece. */
enum { SCREEN_PIECE = 700 };

static bool begins(const char *text, const char *with)
{
	return text && strncmp(text, with, strlen(with)) == 0;
}

bool clipboard_way(const char *term, const char *tmux, const char *sty, ClipboardWay *out)
{
	*out = (tmux && *tmux) || begins(term, "tmux") ? CLIPBOARD_TMUX
	     : (sty && *sty) || begins(term, "screen") ? CLIPBOARD_SCREEN : CLIPBOARD_DIRECT;
	return *out != CLIPBOARD_DIRECT || !(begins(term, "linux") || begins(term, "vt") || begins(term, "ansi"));
}

static void add_base64(Text *out, const char *utf8)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t    *at = (const uint8_t *)utf8;
	for (size_t left = strlen(utf8); left > 0; ) {
		size_t   taken = left < 3 ? left : 3;
		uint32_t bits = (uint32_t)at[0] << 16 | (taken > 1 ? (uint32_t)at[1] << 8 : 0) | (taken > 2 ? at[2] : 0);
		char     four[4] = { digits[bits >> 18], digits[bits >> 12 & 63], digits[bits >> 6 & 63], digits[bits & 63] };
		memset(four + 1 + taken, '=', 3 - taken);
		text_add_bytes(out, four, sizeof four);
		at += taken;
		left -= taken;
	}
}

void clipboard_bytes(Text *out, ClipboardWay way, const char *utf8)
{
	Text plain = { 0 };
	text_add(&plain, "\033]52;c;");
	add_base64(&plain, utf8);
	text_add(&plain, "\a");
	if (way == CLIPBOARD_DIRECT)
		text_add_bytes(out, plain.bytes, plain.length);
	if (way == CLIPBOARD_TMUX)               /* each Esc inside is doubled; there is one */
		text_addf(out, "\033Ptmux;\033%s\033\\", plain.bytes);
	for (size_t at = 0; way == CLIPBOARD_SCREEN && at < plain.length; at += SCREEN_PIECE)
		text_addf(out, "\033P%.*s\033\\", SCREEN_PIECE, plain.bytes + at);
	text_free(&plain);
}
