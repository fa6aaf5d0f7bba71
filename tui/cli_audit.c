#include "tui/cli_audit.h"

#include "core/base/sys.h"
#include "core/service/ops.h"
#include "tui/cli.h"
#include "tui/sheet.h"

enum { PAGE = 500 };

static bool run_op(Service *service, Request *request, Reply *out, Err *err)
{
	return ops_run(service, request, out, NULL, NULL, err);
}

/* Pages of PAGE entries from the newest on; *before_seq is where the next one begins. NULL in *out: there is none. */
static bool next_page(Service *service, const char *words, int64_t *before_seq, AuditPage **out, Err *err)
{
	Request request = { .op = OP_AUDIT_PAGE, .query = { .limit = PAGE, .before_seq = *before_seq } };
	Reply reply = { 0 };
	*out = NULL;
	if (!text_copy(request.query.filter, sizeof request.query.filter, words))
		return fail(err, ERR_USAGE, "The filter is too long: %zu bytes are the most.", sizeof request.query.filter - 1);
	if (!run_op(service, &request, &reply, err))
		return false;
	if (reply.page->count) {
		*out = reply.page;
		*before_seq = reply.page->entries[reply.page->count - 1].event.seq;
		reply.page = NULL;
	}
	reply_free(&reply);
	return true;
}

/* list: all of it, since the columns of a table are as wide as their widest cell. */

typedef struct {
	AuditPage **pages;                       /* each PAGE entries, the last may have fewer */
	size_t      page_count, count;
} Pages;

static bool read_pages(Service *service, const char *words, Pages *out, Err *err)
{
	int64_t before_seq = 0;
	AuditPage *page;
	bool ok;
	while ((ok = next_page(service, words, &before_seq, &page, err)) && page) {
		out->pages = mem_grow(out->pages, (out->page_count + 1) * sizeof(AuditPage *));
		out->pages[out->page_count++] = page;
		out->count += page->count;
		if (page->count < PAGE)
			break;
	}
	return ok;
}

bool cli_audit_list(const Config *config, Connection *where, char *words, Err *err)
{
	Service *service;
	Pages read = { 0 };
	(void)where;
	if (!service_open(&service, config, NULL, err))
		return false;
	bool ok = read_pages(service, words, &read, err);
	Sheet sheet = sheet_of_audit(&(AuditRows){ .pages = read.pages, .page_size = PAGE, .count = read.count });
	ok = ok && sheet_print(stdout, &sheet, sheet_form(config->format), err);
	for (size_t i = 0; i < read.page_count; i++)
		audit_page_free(read.pages[i]);
	mem_free(read.pages);
	service_close(service);
	return ok;
}

/* verify */

static bool say_verdict(const char *path, const AuditVerdict *verdict, Err *err)
{
	char events[24], head[65];
	if (verdict->warning[0])
		fprintf(stderr, "vicialias: %s\n", verdict->warning);
	if (verdict->fault[0])
		return fail(err, ERR_UNREADABLE, "%s: %s", path, verdict->fault);
	text_number(events, sizeof events, (uint64_t)verdict->events);
	sys_hex(head, verdict->head, sizeof verdict->head);
	printf("%s: %s entries, none altered. Head #%lld %s\n", path, events, (long long)verdict->head_seq, head);
	printf("%s\n", verdict->reach);
	if (verdict->open_intents)
		printf("%zu changes have no outcome yet; the next sign-in settles them.\n", verdict->open_intents);
	return true;
}

static bool verify_file(const char *path, Err *err)
{
	AuditVerdict verdict;
	return audit_verify_file(path, NULL, NULL, &verdict, err) && say_verdict(path, &verdict, err);
}

/* The log is proven without a database too, so far as it goes. */
static void join_database(Service *service, const Config *config, Connection *where)
{
	Connection named = { 0 };
	Err why;
	bool ok = (where || config_connection(config, &named, &why)) && service_join(service, where ? where : &named, &why);
	if (!ok)
		fprintf(stderr, "vicialias: %s\n", why.text);
	sys_wipe(&named, sizeof named);
}

bool cli_audit_verify(const Config *config, Connection *where, char *words, Err *err)
{
	Service *service;
	Request request = { .op = OP_AUDIT_VERIFY };
	Reply reply = { 0 };
	if (*words)
		return verify_file(words, err);
	if (!service_open(&service, config, NULL, err))
		return false;
	join_database(service, config, where);
	bool ok = run_op(service, &request, &reply, err) && say_verdict(service_info(service)->audit_path, &reply.verdict, err);
	reply_free(&reply);
	service_close(service);
	return ok;
}

/* reconcile: signing in settles already what can be; asked again, what is left says why. */

bool cli_audit_reconcile(const Config *config, Connection *where, char *words, Err *err)
{
	Service *service;
	Request request = { .op = OP_RECONCILE };
	Reply reply = { 0 };
	(void)words;
	if (!service_open(&service, config, where, err))
		return false;
	bool ok = cli_sign_in(service, config, err) && run_op(service, &request, &reply, err);
	if (ok && reply.pending)
		ok = fail(err, ERR_PARTIAL, "%zu changes have no outcome yet: %s", reply.pending,
		          reply.settled_count ? reply.settled[0] : "they are under way.");
	if (ok)
		printf("%s: every change has its outcome.\n", service_info(service)->audit_path);
	reply_free(&reply);
	service_close(service);
	return ok;
}

/* head */

bool cli_audit_head(const Config *config, Connection *where, char *words, Err *err)
{
	Service *service;
	Request request = { .op = OP_AUDIT_HEAD };
	Reply reply = { 0 };
	char chain[9], head[65];
	(void)where, (void)words;
	if (!service_open(&service, config, NULL, err))
		return false;
	bool ok = run_op(service, &request, &reply, err);
	if (ok) {
		sys_hex(chain, reply.chain_id, 4);
		sys_hex(head, reply.verdict.head, sizeof reply.verdict.head);
		printf("c=%s s=%lld h=%s\n", chain, (long long)reply.verdict.head_seq, head);
	}
	service_close(service);
	return ok;
}

/* export */

static bool export_csv(Service *service, Err *err)
{
	int64_t before_seq = 0;
	AuditPage *page = NULL;
	AuditRows rows = { .page_size = PAGE };
	Sheet sheet = sheet_of_audit(&rows);
	bool ok;
	sheet_csv_row(stdout, &sheet, SHEET_HEAD);
	while ((ok = next_page(service, "", &before_seq, &page, err)) && page && !ferror(stdout)) {
		rows = (AuditRows){ .pages = &page, .page_size = PAGE, .count = page->count };
		for (size_t i = 0; i < rows.count; i++)
			sheet_csv_row(stdout, &sheet, i);
		audit_page_free(page);
		page = NULL;
	}
	audit_page_free(page);
	return ok && sheet_flush(stdout, err);
}

/* As lines that verify, unless a table for people is asked for. */
bool cli_audit_export(const Config *config, Connection *where, char *words, Err *err)
{
	Service *service;
	(void)where, (void)words;
	if (!service_open(&service, config, NULL, err))
		return false;
	bool ok = sheet_form(config->format) == SHEET_CSV ? export_csv(service, err)
	                                                  : audit_export_lines(service_info(service)->audit_path, stdout, err);
	service_close(service);
	return ok;
}
