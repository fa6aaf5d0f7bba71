/* Encryption asked for is encryption had, or no connection: with a good certificate, with one that has run out, is for another
 * name or is signed by nobody known, and with a server that does not encrypt at all. */
#include <stdio.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/service/config.h"
#include "tests/scratch.h"
#include "tests/server.h"
#include "tests/tap.h"

static DatabaseServer server;
static char           said[300];
static Err            err;

static const char *in_folder(const char *name)
{
	static char paths[8][300];
	static size_t next;
	return scratch_path(paths[next++ % 8], sizeof *paths, name);
}

static void openssl(const char *const *words)
{
	const char *all[40] = { "openssl" };
	size_t count = 1;
	while (*words)
		all[count++] = *words++;
	server_run(all, said);
}

/* A certificate for 127.0.0.1 under another name, signed by an authority made here; days below 0: it has run out. */
static void make_certificate(const char *name, const char *authority, const char *address, const char *days)
{
	char key[300], request[300], out[300], extension[300], text[100], ca[300], ca_key[300];
	text_format(text, sizeof text, "%s.ext", name);
	FILE *file = fopen(scratch_path(extension, sizeof extension, text), "w");
	assert_non_null(file);
	fprintf(file, "subjectAltName=%s\n", address);
	fclose(file);
	text_format(text, sizeof text, "%s.key", name), scratch_path(key, sizeof key, text);
	text_format(text, sizeof text, "%s.csr", name), scratch_path(request, sizeof request, text);
	text_format(text, sizeof text, "%s.pem", name), scratch_path(out, sizeof out, text);
	text_format(text, sizeof text, "%s.pem", authority), scratch_path(ca, sizeof ca, text);
	text_format(text, sizeof text, "%s.key", authority), scratch_path(ca_key, sizeof ca_key, text);
	openssl((const char *[]){ "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=database", "-keyout", key, "-out", request, NULL });
	openssl((const char *[]){ "x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-days", days, "-extfile",
	                          extension, "-out", out, NULL });
}

static void make_authority(const char *name)
{
	char key[300], out[300], text[100], subject[100];
	text_format(text, sizeof text, "%s.key", name), scratch_path(key, sizeof key, text);
	text_format(text, sizeof text, "%s.pem", name), scratch_path(out, sizeof out, text);
	text_format(subject, sizeof subject, "/CN=%s", name);
	openssl((const char *[]){ "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject, "-keyout", key, "-out", out, NULL });
}

static int make_all(void **state)
{
	(void)state;
	Text setup = { 0 };
	scratch_path(said, sizeof said, "openssl.said");
	make_authority("known"), make_authority("stranger");
	make_certificate("good", "known", "IP:127.0.0.1,DNS:localhost", "2");
	make_certificate("expired", "known", "IP:127.0.0.1,DNS:localhost", "-1");
	make_certificate("other_name", "known", "DNS:elsewhere.example", "2");
	make_certificate("unknown_signer", "stranger", "IP:127.0.0.1,DNS:localhost", "2");
	server_make_database(&server, "tls");
	server_add_site(&setup, "cron1234");
	server_start_database(&server, setup.bytes, NULL);
	server_stop_database(&server);
	text_free(&setup);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	server_stop_database(&server);
	return 0;
}

static void serve_with(const char *certificate)
{
	char cert[400], key[400], text[100];
	text_format(text, sizeof text, "%s.pem", certificate);
	text_format(cert, sizeof cert, "--ssl-cert=%s", in_folder(text));
	text_format(text, sizeof text, "%s.key", certificate);
	text_format(key, sizeof key, "--ssl-key=%s", in_folder(text));
	server_start_database(&server, NULL, (const char *[]){ cert, key, NULL });
}

/* By the connection file and the settings, as the program finds it. */
static Database *connect_with(const char *mode, const char *ca)
{
	static Config config;
	static uint8_t session[16] = { 7 };
	Connection where;
	Database *db;
	config = (Config){ .profile_at = -1, .tls = strcmp(mode, "required") == 0 };
	text_copy(config.tls_ca, sizeof config.tls_ca, *ca ? in_folder(ca) : "");
	text_copy(config.astguiclient, sizeof config.astguiclient, in_folder("astguiclient.conf"));
	FILE *file = fopen(config.astguiclient, "w");
	assert_non_null(file);
	fprintf(file, "VARDB_server => 127.0.0.1\nVARDB_database => asterisk\nVARDB_user => cron\nVARDB_pass => cron1234\nVARDB_port => %u\n", server.port);
	fclose(file);
	assert_true(config_connection(&config, &where, &err));
	session[1]++;
	return database_open(&db, &where, session, 0, &err) ? db : NULL;
}

static void assert_refused(const char *ca)
{
	assert_null(connect_with("required", ca));
	assert_int_equal(err.code, ERR_OFFLINE);
	if (!strstr(err.text, "tls = required"))
		fail_msg("%s", err.text);
	assert_null(strstr(err.text, "cron1234"));
}

static void a_good_certificate_is_taken_and_the_connection_is_encrypted(void **state)
{
	(void)state;
	serve_with("good");
	Database *db = connect_with("required", "known.pem");
	if (!db)
		fail_msg("%s", err.text);
	assert_true(database_info(db)->encrypted);
	Rows *rows;
	assert_true(database_read(db, &(Statement){ .sql = SQL_VICIDIAL_SIGNIN_SETTINGS }, &rows, &err));
	rows_free(rows);
	database_close(db);
}

static void a_certificate_that_has_run_out_is_refused(void **state)
{
	(void)state;
	serve_with("expired");
	assert_refused("known.pem");
	assert_non_null(strstr(err.text, "expired"));
}

static void a_certificate_for_another_name_is_refused(void **state)
{
	(void)state;
	serve_with("other_name");
	assert_refused("known.pem");
}

static void a_certificate_that_nobody_known_signed_is_refused(void **state)
{
	(void)state;
	serve_with("unknown_signer");
	assert_refused("known.pem");
	assert_refused("");                      /* nor by whom the system trusts */
	server_stop_database(&server);
	serve_with("good");
	assert_refused("");
}

static void a_server_without_encryption_is_refused(void **state)
{
	(void)state;
	server_start_database(&server, NULL, (const char *[]){ "--skip-ssl", NULL });
	assert_refused("known.pem");
	Database *db = connect_with("no", "");
	if (!db)
		fail_msg("%s", err.text);
	assert_false(database_info(db)->encrypted);
	database_close(db);
}

static void an_authority_that_cannot_be_read_is_no_leave_to_trust_anybody(void **state)
{
	(void)state;
	serve_with("good");
	assert_refused("nothing.pem");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_good_certificate_is_taken_and_the_connection_is_encrypted, stop),
		cmocka_unit_test_teardown(a_certificate_that_has_run_out_is_refused, stop),
		cmocka_unit_test_teardown(a_certificate_for_another_name_is_refused, stop),
		cmocka_unit_test_teardown(a_certificate_that_nobody_known_signed_is_refused, stop),
		cmocka_unit_test_teardown(a_server_without_encryption_is_refused, stop),
		cmocka_unit_test_teardown(an_authority_that_cannot_be_read_is_no_leave_to_trust_anybody, stop),
	};
	return cmocka_run_group_tests(tests, make_all, NULL);
}
