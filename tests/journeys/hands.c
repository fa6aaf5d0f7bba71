/* An admin's hands at the program: what pty.h promises beyond the terminal itself. */
#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/tap.h"

void pty_sign_in(Pty *pty, const char *user, const char *password)
{
	char typed[200];
	text_format(typed, sizeof typed, "%s\t%s\r", user, password);
	pty_wait(pty, "Password");
	pty_send(pty, typed);
	pty_wait(pty, "ALIAS ID");
}

void pty_filter(Pty *pty, const char *words, const char *count)
{
	pty_send(pty, "/\025");
	pty_send(pty, words);
	pty_wait(pty, count);
	pty_send(pty, "\r");
}

/* In a row of choices: Space until the right one is marked, then on to the next field. */
static void choose(Pty *pty, const char *value)
{
	char marked[40];
	text_format(marked, sizeof marked, "(•) %s", value);
	for (int tries = 0; tries < 8 && !pty_shows(pty, marked); tries++) {
		pty_send(pty, " ");
		pty_settle(pty);
	}
	pty_wait(pty, marked);
	pty_send(pty, "\t");
}

void pty_edit(Pty *pty, const char *alias_id, const char *name, const char *extension, const char *protocol, const char *active)
{
	char title[60];
	text_format(title, sizeof title, "Edit alias %s", alias_id);
	pty_send(pty, "e");
	pty_wait(pty, title);
	pty_wait(pty, "loaded ");
	pty_send(pty, "\025");                   /* ^U empties the line */
	pty_send(pty, name);
	pty_send(pty, "\t");
	if (extension) {
		pty_send(pty, "\025");
		pty_send(pty, extension);
		pty_settle(pty);
	}
	pty_send(pty, "\t");
	if (protocol)
		choose(pty, protocol);
	if (active)
		choose(pty, active);
}

void pty_make_support_tech(Pty *pty)
{
	pty_filter(pty, "SupportDesk", "1 of 1 284");
	pty_edit(pty, "1001x", "TechSupport", "1002", "SIP", "Y");
	pty_wait(pty, "1002a,1002b");
}

void pty_save(Pty *pty, const char *said)
{
	pty_send(pty, "\033OQ");                 /* F2; a review that does not fit below the form comes first */
	pty_settle(pty);
	if (pty_shows(pty, "[ Back to form ]"))
		pty_send(pty, "\033OQ");
	pty_wait(pty, said);
}

void pty_type_delete(Pty *pty, const char *alias_id)
{
	pty_send(pty, "D");
	pty_wait(pty, "Removes this alias");
	pty_send(pty, alias_id);
}

void pty_press_delete(Pty *pty, const char *said)
{
	pty_send(pty, "\t\t\r");
	pty_wait(pty, said);
}

void pty_quit(Pty *pty)
{
	pty_send(pty, "\033[21~");               /* F10 */
	assert_int_equal(pty_wait_end(pty), 0);
	assert_string_equal(pty_said(pty), "");
}
