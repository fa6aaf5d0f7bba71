/* Themes: what a file may say, what it falls back to, that each colour count shows it, and that every theme can be read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/builtin.h"
#include "core/base/sys.h"
#include "tui/draw/colour.h"

#include "tests/scratch.h"
#include "tests/tap.h"

static Theme parsed(const char *text)
{
	Theme theme = { .name = "" };
	Err   err = { .code = ERR_NONE };
	if (!theme_parse(&theme, "night", text, &err))
		fail_msg("%s", err.text);
	return theme;
}

static void refused(const char *text, const char *sentence)
{
	Theme theme = { .name = "untouched" };
	Err   err = { .code = ERR_NONE };
	assert_false(theme_parse(&theme, "night", text, &err));
	assert_string_equal(err.text, sentence);
	assert_string_equal(theme.name, "untouched");
}

static void a_role_without_a_line_looks_like_its_parent(void **state)
{
	Theme theme = parsed("text 7 default\n\nsign.look yellow default bold\n# the end");
	(void)state;
	assert_int_equal(theme.looks[ROLE_DIM].fg, 7);
	assert_int_equal(theme.looks[ROLE_FAILED].fg, 3);        /* message.failed, sign.broken, sign.look */
	assert_int_equal(theme.looks[ROLE_FAILED].attrs, ATTR_BOLD);
	assert_int_equal(parsed("").looks[ROLE_CURSOR].fg, COLOUR_DEFAULT);
}

static void colours_have_names_numbers_and_hex(void **state)
{
	Theme theme = parsed("title bright-white #0a0B0c bold reverse\nfield 214 default underline # a remark");
	(void)state;
	assert_int_equal(theme.looks[ROLE_TITLE].fg, 15);
	assert_int_equal(theme.looks[ROLE_TITLE].bg, COLOUR_RGB | 0x0a0b0c);
	assert_int_equal(theme.looks[ROLE_TITLE].attrs, ATTR_BOLD | ATTR_REVERSE);
	assert_int_equal(theme.looks[ROLE_FIELD].fg, 214);
	assert_int_equal(theme.looks[ROLE_FIELD].attrs, ATTR_UNDERLINE);
}

static void a_mistake_is_named_with_its_line(void **state)
{
	(void)state;
	refused("text default default\n\ntable.curser red", "night.theme:3: no role 'table.curser'");
	refused("text blu", "night.theme:1: no colour 'blu'");
	refused("text 256", "night.theme:1: no colour '256'");
	refused("text #12345", "night.theme:1: no colour '#12345'");
	refused("text red default blink", "night.theme:1: no attribute 'blink'");
	refused("text red\ntext blue", "night.theme:2: a second line for 'text'");
	refused("te\033xt red", "night.theme:1: no role 'te?xt'");
}

static void an_unknown_theme_is_refused_with_those_there_are(void **state)
{
	Theme theme;
	Err   err;
	(void)state;
	assert_false(theme_find(&theme, "night", &err));
	assert_string_equal(err.text, "There is no theme 'night'. "
	                    "Themes: default, amber, blue, deutan, high-contrast, light, mono, solarized.");
	assert_true(theme_find(&theme, "light", &err));
	assert_string_equal(theme.name, "light");
}

/* --- the user's own --- */

static void own_write(const char *name, const char *text)
{
	char  folder[300], path[400];
	Err   err;
	scratch_path(folder, sizeof folder, "config/vicialias/themes");
	assert_true(sys_make_folders(folder, 0700, &err));
	text_format(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static int config_folder(void **state)
{
	char folder[300];
	(void)state;
	return setenv("XDG_CONFIG_HOME", scratch_path(folder, sizeof folder, "config"), 1);
}

static void an_own_theme_is_found_before_the_built_in_one(void **state)
{
	Theme theme;
	Err   err;
	(void)state;
	own_write("blue.theme", "text 7 4\n");
	assert_true(theme_find(&theme, "blue", &err));
	assert_string_equal(theme.name, "blue");
	assert_int_equal(theme.looks[ROLE_CURSOR].fg, 7);
}

static void own_and_built_in_themes_are_listed_once(void **state)
{
	ThemeName names[THEME_NAMES];
	bool      night = false;
	(void)state;
	own_write("night.theme", "text 7 4\n");
	own_write("light.theme", "text 0 7\n");
	own_write(".theme", "");
	own_write("notes.txt", "");
	size_t count = theme_names(names);
	assert_int_equal(count, THEME_COUNT + 1);
	assert_string_equal(names[0].text, "default");
	for (size_t i = 1; i < count; i++) {
		assert_true(i == 1 || strcmp(names[i - 1].text, names[i].text) < 0);
		night = night || strcmp(names[i].text, "night") == 0;
	}
	assert_true(night);
}

static void a_fault_of_an_own_theme_names_file_and_line(void **state)
{
	Theme theme = { .name = "untouched" };
	char  expected[400], path[300];
	Err   err;
	(void)state;
	own_write("dusk.theme", "text 7 4\ntable.curser red\n");
	assert_false(theme_find(&theme, "dusk", &err));
	scratch_path(path, sizeof path, "config/vicialias/themes/dusk.theme");
	text_format(expected, sizeof expected, "%s:2: no role 'table.curser'", path);
	assert_string_equal(err.text, expected);
	assert_string_equal(theme.name, "untouched");
}

static void no_name_leads_out_of_the_folder(void **state)
{
	Theme theme;
	Err   err;
	(void)state;
	own_write("night.theme", "text 7 4\n");
	assert_false(theme_find(&theme, "../themes/night", &err));
	assert_non_null(strstr(err.text, "There is no theme '../themes/night'."));
}

static void fewer_colours_show_the_nearest(void **state)
{
	Look hex = { .fg = COLOUR_RGB | 0xfe0000, .bg = COLOUR_DEFAULT };
	(void)state;
	assert_int_equal(look_reduce(hex, 1 << 24).fg, 0xfe0000);
	assert_int_equal(look_reduce(hex, 256).fg, 196);
	assert_int_equal(look_reduce(hex, 16).fg, 9);
	assert_int_equal(look_reduce(hex, 8).fg, 1);
	assert_int_equal(look_reduce(hex, 0).fg, COLOUR_DEFAULT);
	assert_int_equal(look_reduce(hex, 8).bg, COLOUR_DEFAULT);
	assert_int_equal(look_reduce((Look){ .fg = 9, .bg = COLOUR_DEFAULT }, 8).attrs, ATTR_BOLD);
	assert_int_equal(look_reduce((Look){ .fg = 214, .bg = 4 }, 1 << 24).fg, 0xffaf00);
}

static void a_text_never_has_the_colour_of_its_background(void **state)
{
	static const int counts[] = { 8, 16, 256, 1 << 24 };
	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		for (int32_t fg = 0; fg < 256; fg++)
			for (int32_t bg = 0; bg < 256; bg++) {
				Look shown = look_reduce((Look){ .fg = fg, .bg = bg }, counts[i]);
				assert_int_not_equal(shown.fg, shown.bg);
			}
	assert_int_equal(look_reduce((Look){ .fg = 8, .bg = COLOUR_DEFAULT }, 8).fg, COLOUR_DEFAULT);
}

/* By Newton's way: the programs are linked without the mathematics library. */
static double fifth_root(double x)
{
	double y = 1;
	for (int i = 0; i < 60; i++)
		y -= (y * y * y * y * y - x) / (5 * y * y * y * y);
	return y;
}

static double luminance(uint32_t rgb)
{
	static const double weights[3] = { 0.0722, 0.7152, 0.2126 };
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double part = (rgb >> (8 * i) & 255) / 255.0;
		double lifted = (part + 0.055) / 1.055;
		sum += weights[i] * (part <= 0.03928 ? part / 12.92 : lifted * lifted * fifth_root(lifted * lifted));   /* to the 2.4 */
	}
	return sum;
}

static double contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
	return x > y ? x / y : y / x;
}

static Theme builtin(ThemeId id)
{
	Theme theme = parsed(builtin_theme(id));
	text_copy(theme.name, sizeof theme.name, builtin_theme_name(id));
	return theme;
}

/* Many terminals show bold as bright: what is reversed becomes grey on grey by it. */
static double look_contrast(Look look, bool light, bool bold_is_bright)
{
	bool reverse = look.attrs & ATTR_REVERSE, dark_ink = light != reverse;
	if (reverse)
		look = (Look){ .fg = look.bg, .bg = look.fg, .attrs = look.attrs };
	if ((look.attrs & ATTR_BOLD) && look.fg >= 0 && look.fg < 8 && (reverse || bold_is_bright))
		look.fg += 8;
	return contrast(look.fg == COLOUR_DEFAULT ? (dark_ink ? 0 : 0xe5e5e5) : colour_rgb(look.fg),
	                look.bg == COLOUR_DEFAULT ? (dark_ink ? 0xffffff : 0) : colour_rgb(look.bg));
}

/* By WCAG's measure, on the screen the theme is for; the smallest number of colours counts too. */
static void every_role_of_every_theme_can_be_read(void **state)
{
	static const int counts[] = { 8, 16, 256 };
	(void)state;
	for (ThemeId id = 0; id < THEME_COUNT; id++) {
		Theme  theme = builtin(id);
		bool   light = strcmp(theme.name, "light") == 0;
		double least = strcmp(theme.name, "high-contrast") == 0 ? 7 : 4.5;
		for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
			for (Role role = 0; role < ROLE_COUNT; role++) {
				double shown = look_contrast(look_reduce(theme.looks[role], counts[i]), light, counts[i] == 8 && !light);
				if (shown < least)
					fail_msg("%s: %s has a contrast of %.1f with %d colours", theme.name, role_name(role), shown, counts[i]);
			}
	}
}

static void what_asks_for_attention_is_more_than_a_colour(void **state)
{
	static const Role loud[] = { ROLE_LOOK, ROLE_BROKEN, ROLE_FAILED, ROLE_CURSOR, ROLE_FOCUS, ROLE_MARKED, ROLE_TITLE, ROLE_MATCH };
	(void)state;
	for (ThemeId id = 0; id < THEME_COUNT; id++) {
		Theme theme = parsed(builtin_theme(id));
		for (size_t i = 0; i < sizeof loud / sizeof *loud; i++)
			assert_int_not_equal(look_reduce(theme.looks[loud[i]], 0).attrs, 0);
	}
}

static bool same(Look a, Look b)
{
	return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

/* Their signs and words differ in any case; where there are colours these help too. */
static void good_bad_and_doubtful_look_different_in_any_number_of_colours(void **state)
{
	static const int counts[] = { 0, 8, 16, 256, 1 << 24 };
	(void)state;
	for (ThemeId id = 0; id < THEME_COUNT; id++)
		for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
			Theme theme = builtin(id);
			Look  good = look_reduce(theme.looks[ROLE_GOOD], counts[i]), broken = look_reduce(theme.looks[ROLE_BROKEN], counts[i]);
			if (same(good, broken) || same(good, look_reduce(theme.looks[ROLE_LOOK], counts[i])))
				fail_msg("%s: good and bad look the same with %d colours", theme.name, counts[i]);
		}
}

/* Eyes without green see red and green as one, and blue as blue. */
static void deutan_tells_good_from_bad_by_blue(void **state)
{
	static const int counts[] = { 8, 16, 256 };
	Theme theme = builtin(THEME_DEUTAN);
	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		uint32_t good = colour_rgb(look_reduce(theme.looks[ROLE_GOOD], counts[i]).fg);
		uint32_t bad = colour_rgb(look_reduce(theme.looks[ROLE_BROKEN], counts[i]).fg);
		assert_true((good & 255) > (bad & 255) + 128);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_role_without_a_line_looks_like_its_parent),
		cmocka_unit_test(colours_have_names_numbers_and_hex),
		cmocka_unit_test(a_mistake_is_named_with_its_line),
		cmocka_unit_test(an_unknown_theme_is_refused_with_those_there_are),
		cmocka_unit_test(an_own_theme_is_found_before_the_built_in_one),
		cmocka_unit_test(own_and_built_in_themes_are_listed_once),
		cmocka_unit_test(a_fault_of_an_own_theme_names_file_and_line),
		cmocka_unit_test(no_name_leads_out_of_the_folder),
		cmocka_unit_test(fewer_colours_show_the_nearest),
		cmocka_unit_test(a_text_never_has_the_colour_of_its_background),
		cmocka_unit_test(every_role_of_every_theme_can_be_read),
		cmocka_unit_test(what_asks_for_attention_is_more_than_a_colour),
		cmocka_unit_test(good_bad_and_doubtful_look_different_in_any_number_of_colours),
		cmocka_unit_test(deutan_tells_good_from_bad_by_blue),
	};
	return cmocka_run_group_tests_name("theme", tests, config_folder, NULL);
}
