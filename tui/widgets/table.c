#include "tui/widgets/table.h"

enum { WHEEL_ROWS = 3 };

static size_t page(const Table *table)
{
	return table->height > 1 ? (size_t)table->height : 1;
}

static void scroll(Table *table)
{
	size_t height = page(table);
	if (table->at < table->top)
		table->top = table->at;
	if (table->at >= table->top + height)
		table->top = table->at - height + 1;
	if (table->top + height > table->count)
		table->top = table->count > height ? table->count - height : 0;
}

void table_count(Table *table, size_t count)
{
	table->count = count;
	table_go(table, table->at);
}

void table_go(Table *table, size_t at)
{
	size_t last = table->count ? table->count - 1 : 0;
	table->at = at < last ? at : last;
	scroll(table);
}

void table_show(Table *table, int height)
{
	table->height = height;
	scroll(table);
}

static void up(Table *table, size_t by)
{
	table_go(table, table->at > by ? table->at - by : 0);
}

static void down(Table *table, size_t by)
{
	table_go(table, table->at + by);
}

static bool table_mouse(Table *table, const Event *event)
{
	int    line = event->row - table->row;
	size_t at = table->top + (size_t)(line < 0 ? 0 : line);
	if (event->button == MOUSE_WHEEL_UP)
		up(table, WHEEL_ROWS);
	else if (event->button == MOUSE_WHEEL_DOWN)
		down(table, WHEEL_ROWS);
	else if (line >= 0 && line < table->height && at < table->count)
		table_go(table, at);
	else
		return false;
	return true;
}

bool table_key(Table *table, const Event *event)
{
	size_t half = (page(table) + 1) / 2;
	if (event->kind == EVENT_MOUSE)
		return table_mouse(table, event);
	if (event->kind != EVENT_KEY)
		return false;
	switch (event->key) {
	case KEYS_UP: case 'k':                      up(table, 1); break;
	case KEYS_DOWN: case 'j':                    down(table, 1); break;
	case KEYS_PAGE_UP: case KEYS_CTRL('B'):      up(table, page(table)); break;
	case KEYS_PAGE_DOWN: case KEYS_CTRL('F'):    down(table, page(table)); break;
	case KEYS_CTRL('U'):                         up(table, half); break;
	case KEYS_CTRL('D'):                         down(table, half); break;
	case KEYS_HOME: case 'g':                    table_go(table, 0); break;
	case KEYS_END: case 'G':                     table_go(table, table->count); break;
	default:                                     return false;
	}
	return true;
}
