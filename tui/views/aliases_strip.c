/* What the sign of the alias under the cursor means, in words, and its phones. */
#include <string.h>

#include "core/base/sys.h"
#include "core/model/health.h"
#include "core/model/usage.h"
#include "tui/views/aliases.h"

enum { STRIP_PHONES = 3, NARROW_COLS = 60, LAST_CELLS = 26, PHONE_CELLS = 51, HEALTH_COL = 53 };

typedef struct {
	Canvas *canvas;
	Rect    area;                            /* the lines below the rule */
	int     line;
	size_t  more;                            /* phones that found no line */
	bool    told[STRIP_PHONES];              /* the line's right part is taken */
	const Alias *alias;
	const LastChangeReply *last;             /* with who uses the phones; NULL: not known */
	const char *sick;                        /* "8302b: inactive, logins fail", the first that is wrong; "" */
	bool    sick_told;                       /* beside the phone, so it needs no line of its own */
} Strip;

static void ping_text(const Phone *phone, char *out, size_t cap)
{
	if (phone->ping_ms >= 0)
		text_format(out, cap, "%d ms", phone->ping_ms);
	else
		text_copy(out, cap, "-");
}

/* In full when it is known; before that who shares the phone, which the list tells, so that the most of it does not come and go
 * while the cursor moves. */
static void usage_text(const Strip *strip, const Catalog *cat, const Phone *phone, char *out, size_t cap)
{
	const LastChangeReply *last = strip->last;
	const char            *server_ip = cat->servers[phone->server].ip;
	const Alias           *other = NULL;
	*out = '\0';
	if (!phone->login || cat->phone_count > ALIASES_USAGE)
		return;
	if (!last) {
		size_t count = catalog_sharing(cat, strip->alias, phone, &other);
		usage_others(out, cap, count ? other->id : "", count);
	}
	for (size_t i = 0; last && i < last->phone_count; i++)
		if (login_compare(last->phones[i].login, phone->login) == 0 && server_ip && strcmp(last->phones[i].server_ip, server_ip) == 0)
			text_copy(out, cap, last->phones[i].words);
}

/* What is wrong with it, then who uses it. */
static void told_draw(Strip *strip, const Catalog *cat, const Phone *phone, const char *health)
{
	int  row = strip->area.row + strip->line, col = strip->area.col + 2 + HEALTH_COL, end = strip->area.cols - 1;
	char sick[160], usage[sizeof strip->last->phones[0].words];
	usage_text(strip, cat, phone, usage, sizeof usage);
	strip->told[strip->line] = *health || *usage;
	if (*health) {
		col += canvas_sign(strip->canvas, strip->area, row, col, SIGN_LOOK) + 1;
		col += canvas_put(strip->canvas, strip->area, row, col, ROLE_TEXT, health) + 2;
		text_format(sick, sizeof sick, "%s: %s", phone->login ? phone->login : "", health);
		strip->sick_told = strip->sick_told || strcmp(sick, strip->sick) == 0;
	}
	if (*usage && end - col >= (*health ? LAST_CELLS : 1))
		canvas_cell(strip->canvas, strip->area, row, col, end - col, -1, ROLE_TEXT, usage);
}

static void phone_draw(Strip *strip, const Catalog *cat, const Phone *phone)
{
	char active[2] = { phone->active ? phone->active : '?', '\0' }, ping[16], health[120];
	int  row = strip->area.row + strip->line, col = strip->area.col + 2;
	Rect clip = strip->area;
	canvas_cell(strip->canvas, clip, row, col, 10, -1, ROLE_TEXT, phone->login ? phone->login : "");
	if (phone->hidden) {
		canvas_put(strip->canvas, clip, row, col + 11, ROLE_DIM, "outside your user groups");
		return;
	}
	ping_text(phone, ping, sizeof ping);
	health_phone(cat, phone, health, sizeof health);
	canvas_cell(strip->canvas, clip, row, col + 11, 10, -1, ROLE_TEXT, catalog_server_name(cat, phone));
	canvas_cell(strip->canvas, clip, row, col + 22, 6, -1, ROLE_TEXT, catalog_name(cat, phone->protocol));
	canvas_put(strip->canvas, clip, row, col + 29, ROLE_TEXT, active);
	if (clip.cols < NARROW_COLS)
		return;
	canvas_cell(strip->canvas, clip, row, col + 32, 12, -1, ROLE_TEXT, catalog_name(cat, phone->peer_status));
	canvas_cell(strip->canvas, clip, row, col + 44, 7, 1, ROLE_TEXT, ping);
	told_draw(strip, cat, phone, health);
}

static void missing_draw(const Strip *strip, const char *login)
{
	int row = strip->area.row + strip->line, col = strip->area.col + 2;
	canvas_cell(strip->canvas, strip->area, row, col, 10, -1, ROLE_TEXT, *login ? login : "(empty)");
	canvas_sign(strip->canvas, strip->area, row, col + 11, SIGN_BROKEN);
	canvas_put(strip->canvas, strip->area, row, col + 13, ROLE_TEXT, "no such phone");
}

static void phones_draw(Strip *strip, const Catalog *cat, const Alias *alias, int lines)
{
	const char *at = alias->logins, *item;
	size_t      length;
	for (size_t member = 0; logins_next(&at, &item, &length); member++) {
		const Phone *first;
		size_t       count = catalog_member(cat, alias, member, &first);
		char         login[UTF8_CAP(LOGINS_LIST_MAX)];

		text_format(login, sizeof login, "%.*s", (int)length, item);
		for (size_t i = 0; i < count || i == 0; i++) {
			if (strip->line >= lines)
				strip->more++;
			else if (count)
				phone_draw(strip, cat, &first[i]);
			else
				missing_draw(strip, login);
			strip->line += strip->line < lines;
		}
	}
}

/* "▲ 8302b inactive   … 3 more phones"; returns the column behind. */
static int summary_draw(const Strip *strip, const Ui *ui, const Alias *alias)
{
	char more[60] = "";
	int  row = strip->area.row + STRIP_PHONES - 1, col = strip->area.col + 2;
	Sign sign = aliases_sign(ui, alias);
	if (strip->more)
		text_format(more, sizeof more, "… %zu more %s", strip->more, strip->more > 1 ? "phones" : "phone");
	col += canvas_put(strip->canvas, strip->area, row, col, ROLE_TEXT, more);
	if (*strip->sick && !strip->sick_told) {
		col += *more ? 3 : 0;
		col += canvas_sign(strip->canvas, strip->area, row, col, sign) + 1;
		col += canvas_put(strip->canvas, strip->area, row, col, ROLE_TEXT, strip->sick);
	}
	return col > strip->area.col + 2 ? col - strip->area.col : 0;
}

static size_t phone_count(const Catalog *cat, const Alias *alias)
{
	size_t count = 0;
	for (size_t member = 0; member < alias->member_count; member++) {
		const Phone *first;
		size_t       rows = catalog_member(cat, alias, member, &first);
		count += rows ? rows : 1;
	}
	return count;
}

/* With the names where there is room for them. */
static void users_text(const char *users, int room, char *out, size_t cap)
{
	text_format(out, cap, "%.*s", (int)(text_width(users) <= room ? strlen(users) : strcspn(users, ":")), users);
}

/* "2 users default to 8302x: 6012, 6044", at the end of the lowest line or, where that is taken, beside the first phone that has
 * nothing to say there; returns the column that what stands before it has to end at. */
static int users_draw(const Strip *strip, int used)
{
	const LastChangeReply *last = strip->last;
	char text[sizeof last->users];
	int  line = 0, end = strip->area.cols - 1, room = end - (used ? used + 3 : 2);
	users_text(last->users, last->at_us ? room - 3 - LAST_CELLS : room, text, sizeof text);
	if (used < PHONE_CELLS && text_width(text) <= room) {
		int col = end - text_width(text);
		canvas_put(strip->canvas, strip->area, strip->area.row + STRIP_PHONES - 1, strip->area.col + col, ROLE_TEXT, text);
		return col - 3;
	}
	while (line < STRIP_PHONES - 1 && strip->told[line])
		line++;
	users_text(last->users, end - HEALTH_COL - 2, text, sizeof text);
	if (!strip->told[line] && text_width(text) <= end - HEALTH_COL - 2)
		canvas_put(strip->canvas, strip->area, strip->area.row + line, strip->area.col + 2 + HEALTH_COL, ROLE_TEXT, text);
	return end;
}

/* "Last change 6 Jan by 6666: phones +8302b", or where no log tells by whom "Changed outside since 6 Jan: name", behind what
 * stands in the lowest line already, as much of it as there is room for. Not on a rule: lines of three bytes a cell would have
 * to be drawn again at each key. */
static void last_draw(const Strip *strip, int used, int end)
{
	const LastChangeReply *last = strip->last;
	bool long_ago = sys_now_us() - last->at_us > (int64_t)300 * 86400 * 1000000;
	char when[24], text[260];
	int  col = used ? used + 3 : 2, room = end - col;
	sys_format_time(when, sizeof when, long_ago ? "%-d %b %Y" : "%-d %b", last->at_us);
	if (*last->drift)
		text_format(text, sizeof text, "Changed outside since %s: %s", when, last->drift);
	else
		text_format(text, sizeof text, "Last change %s by %s: %s", when, last->user, last->what);
	int width = text_width(text) < room ? text_width(text) : room;
	if (width >= LAST_CELLS)
		canvas_cell(strip->canvas, strip->area, strip->area.row + STRIP_PHONES - 1, strip->area.col + col, width, -1,
		            *last->drift ? ROLE_WARN : ROLE_DIM, text);
}

void aliases_strip(const Ui *ui, const Alias *alias, const LastChangeReply *last, Canvas *canvas, Rect area)
{
	const Catalog *cat = ui_catalog(ui);
	char  title[UTF8_CAP(ALIAS_ID_MAX) + UTF8_CAP(ALIAS_NAME_MAX) + 2] = "", sentence[160];
	Strip strip = { .canvas = canvas, .area = { area.row + 1, area.col, STRIP_PHONES, area.cols } };
	if (alias)
		text_format(title, sizeof title, "%s  %s", alias->id, alias->name ? alias->name : "");
	canvas_rule(canvas, area, area.row, ROLE_BORDER, title);
	if (!alias)
		return;
	strip.alias = alias;
	if (strcmp(last->alias.text, alias->id) == 0 && last->answered)
		strip.last = last;
	bool sick = health_sentence(cat, alias, 0, sentence, sizeof sentence);
	bool all_fit = phone_count(cat, alias) <= STRIP_PHONES - (sick ? 1 : 0);
	strip.sick = sick ? sentence : "";
	phones_draw(&strip, cat, alias, all_fit ? STRIP_PHONES : STRIP_PHONES - 1);
	int used = !all_fit || sick ? summary_draw(&strip, ui, alias) : strip.line < STRIP_PHONES ? 0 : PHONE_CELLS;
	if (!strip.last)
		return;
	int end = *last->users ? users_draw(&strip, used) : area.cols - 1;
	if (last->at_us)
		last_draw(&strip, used, end);
}
