/* make demo without a terminal: plays the main job on a fresh demo and prints what an admin would see, four screens and the
 * audit log. Its exit code is 0 only when all of it is right. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/journeys/pty.h"
#include "tests/tap.h"

static void print_screen(Pty *pty, const char *title)
{
	static const char line[] = "--------------------------------------------------------------------------------";
	pty_settle(pty);
	printf("\n%s\n%s\n%s%s\n", title, line, pty_screen(pty), line);
}

static void play(void)
{
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", "--fresh", NULL } });
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "server:dialer -group:TEST id:83", "of 1 284");
	print_screen(pty, "1. The list, filtered as one types");
	pty_make_support_tech(pty);
	print_screen(pty, "2. SupportDesk becomes TechSupport on extension 1002, SIP, active: the review, before anything is written");
	pty_save(pty, "1001x saved");
	pty_filter(pty, "8302x", "1 of 1 284");
	pty_type_delete(pty, "8302x");
	print_screen(pty, "3. Deleting alias 8302x: who uses it, and its ID typed");
	pty_press_delete(pty, "8302x deleted");
	pty_send(pty, "A");
	pty_wait(pty, "8302x");
	print_screen(pty, "4. The audit log");
	pty_quit(pty);
	pty_close(pty);
}

static const char *output_of(const char *const *arguments)
{
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = arguments }, "");
	if (run->code != 0)
		fail_msg("exit code %d: %s", run->code, run->err);
	return run->out;
}

static void must_say(const char *output, const char *text)
{
	if (!strstr(output, text))
		fail_msg("the output lacks \"%s\"", text);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		setenv("VICIALIAS_BIN", argv[1], 1);
	play();
	const char *rows = output_of((const char *[]){ "--demo", "audit", "list", "--format", "csv", NULL });
	must_say(rows, ",6666,login,,,");
	must_say(rows, ",6666,edit,1001x,APPLIED,name; phones +1002a +1002b -1001a -1001b; 1002b protocol; 1002b active");
	must_say(rows, ",6666,delete,8302x,APPLIED,");
	printf("\nvicialias --demo audit list\n%s", output_of((const char *[]){ "--demo", "audit", "list", NULL }));
	const char *verdict = output_of((const char *[]){ "--demo", "audit", "verify", NULL });
	must_say(verdict, "none altered");
	printf("\nvicialias --demo audit verify\n%s", verdict);
	printf("\nAll as it should be. In a terminal, \"make demo\" opens the console itself.\n");
	return 0;
}
