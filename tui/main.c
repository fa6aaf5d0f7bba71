/* The command line of vicialias: what is asked for, what it needs, and the sentence and exit code when it cannot be. */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/data/demo.h"
#include "tui/cgi.h"
#include "tui/cli.h"
#include "tui/draw/term.h"
#include "tui/ui.h"

/* Taken by the loop's ppoll only; the worker, which starts after this, never sees them. The last two nobody takes: they would
 * end a process that knows nothing of them, and leave its terminal as it is. */
static void block_signals(void)
{
	static const int blocked[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGUSR2, SIGQUIT,
	                               SIGUSR1, SIGALRM };
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof blocked / sizeof *blocked; i++)
		sigaddset(&set, blocked[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

/* A theme that is asked for wins over NO_COLOR. One with a fault does not keep anybody out: it is said, not died of; and it
 * keeps its name, so that it is worn as soon as the fault is gone from its file. */
static void theme_choose(Theme *out, const Config *config, Err *fault)
{
	const char *wish = getenv("NO_COLOR"), *plain = wish && *wish ? "mono" : "default";
	Err         never;
	*fault = (Err){ .code = ERR_NONE };
	if (config->theme[0] && theme_find(out, config->theme, fault))
		return;
	if (!theme_find(out, plain, &never))
		*out = (Theme){ .name = "mono" };
	if (config->theme[0] && theme_stamp(config->theme))
		text_copy(out->name, sizeof out->name, config->theme);
}

enum { LEAVE_MS = 1000 };

/* On the normal screen, where it can be copied into a ticket. service NULL: the log cannot be asked for its head. */
static void print_receipt(const Ui *ui, Service *service)
{
	Request request = { .op = OP_AUDIT_HEAD };
	Reply reply = { 0 };
	Text receipt = { 0 };
	Err err;
	text_add_bytes(&receipt, ui_receipts(ui)->bytes, ui_receipts(ui)->length);

	if (!service || !ops_run(service, &request, &reply, NULL, NULL, &err))
		reply.verdict.head_seq = 0;
	session_receipt(ui_session(ui), ui_admin(ui) ? ui_admin(ui)->user : "", ui_info(ui)->place,
	                reply.verdict.head_seq, reply.verdict.head, &receipt);
	if (receipt.length)
		fputs(receipt.bytes, stdout);
	fflush(stdout);
	text_free(&receipt);
	reply_free(&reply);
}

/* The screen is open: from the worker's start to its end. */
static bool console_run(const Config *config, Service *service, const TermSetup *setup, int *exit_code, Err *err)
{
	Worker *worker;
	if (!worker_start(&worker, service, err))
		return false;
	UiSetup parts = { .info = service_info(service), .config = config, .worker = worker, .ascii = cli_ascii(config) };
	Err fault;
	theme_choose(&parts.theme, config, &fault);
	term_theme(&parts.theme);
	Ui *ui = ui_new(&parts);
	if (fault.code != ERR_NONE)
		ui_say(ui, ROLE_WARN, "%s", fault.text);
	if (setup->told[0])
		ui_say(ui, ROLE_WARN, "%s", setup->told);
	*exit_code = ui_run(ui);
	term_close();
	if (*ui_farewell(ui))
		fprintf(stderr, "vicialias: %s\n", ui_farewell(ui));
	/* Nobody waits for a network that does not answer; what it was asked for is a reading, or settled at the next start. */
	if (!worker_leave(worker, LEAVE_MS) && !worker_in_write(worker)) {
		print_receipt(ui, NULL);
		_exit(*exit_code);
	}
	worker_end(worker);
	print_receipt(ui, service);
	ui_free(ui);
	return true;
}

static bool console(const Config *config, Connection *where, int *exit_code, Err *err)
{
	TermSetup setup = { .esc_delay_ms = config->esc_delay_ms };
	Service *service;

	/* Without a connection: the sign-in screen makes one, and says why when it cannot. */
	if (!(where ? service_open(&service, config, where, err) : service_open_later(&service, config, err)))
		return false;
	block_signals();
	bool ok = term_open(&setup, err);
	if (ok) {
		ok = console_run(config, service, &setup, exit_code, err);
		term_close();
	}
	service_close(service);
	return ok;
}

static bool run(const Config *config, const Command *command, Connection *where, char *words, int *exit_code, Err *err)
{
	return command->run ? command->run(config, where, words, err) : console(config, where, exit_code, err);
}

static bool run_demo(const Config *config, const Command *command, char *words, int *exit_code, Err *err)
{
	char folder[CONFIG_PATH];
	Connection where = { 0 };
	Demo *demo;
	if (command->database == DATABASE_NO)
		return run(config, command, NULL, words, exit_code, err);
	if (!config_demo_folder(folder, sizeof folder, err))
		return false;
	if (!demo_open(&demo, folder, config->fresh ? DEMO_FRESH : DEMO_KEEP, &where, err))
		return false;
	bool ok = run(config, command, &where, words, exit_code, err);
	demo_close(demo);
	return ok;
}

static bool run_site(const Config *config, const Command *command, char *words, int *exit_code, Err *err)
{
	bool chooses = !command->run && config->profile_at >= 0 && config->profile_count > 1;
	bool needs = command->database == DATABASE_NEEDS && !chooses;
	Connection where = { 0 };
	if (needs && !config_connection(config, &where, err))
		return false;
	bool ok = run(config, command, needs ? &where : NULL, words, exit_code, err);
	sys_wipe(&where, sizeof where);
	return ok;
}

static bool start(int argc, char **argv, int *exit_code, Err *err)
{
	Config config;
	Text words = { 0 };
	if (!config_read(&config, argc, argv, err))
		return false;
	if (config.help)
		config_help(stdout);
	else if (config.version)
		printf("vicialias %s\n", VERSION);
	if (config.help || config.version || cli_print(&config))
		return true;
	if (config.now_us)
		sys_freeze(config.now_us);
	const Command *command = cli_command(&config, &words, err);
	for (size_t i = 0; command && command->run && command->run != cli_check && i < config.told.count; i++)
		fprintf(stderr, "vicialias: %s\n", config.told.text[i]);
	bool ok = command && (config.demo ? run_demo : run_site)(&config, command, words.bytes, exit_code, err);
	if (words.bytes)
		sys_wipe(words.bytes, words.length);
	text_free(&words);
	return ok;
}

int main(int argc, char **argv)
{
	int exit_code = 0;
	Err err;
	sys_harden();
	if (cgi_asked())
		return cgi_main(argc, argv);
	setlocale(LC_ALL, "");
	if (start(argc, argv, &exit_code, &err))
		return exit_code;
	if (err.text[0])
		fprintf(stderr, "vicialias: %s\n", err.text);
	return err_exit_code(err.code);
}
