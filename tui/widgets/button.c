#include "tui/widgets/button.h"

#include "core/base/text.h"

int button_width(const char *label)
{
	return text_width(label) + 4;
}

int button_draw(Canvas *canvas, Rect clip, int row, int col, Button button)
{
	char text[80];
	text_format(text, sizeof text, "[ %s ]", button.label);
	if (button.focused)
		canvas_cursor(canvas, row, col + 2);
	int used = canvas_put(canvas, clip, row, col, button.disabled ? ROLE_DIM : button.focused ? ROLE_FOCUS : ROLE_BUTTON, text);
	if (!button.disabled)
		canvas_spot(canvas, clip, (Spot){ { row, col, 1, used }, .stop = button.stop, .press = true });
	return used;
}
