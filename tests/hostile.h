/* What a VICIdial database may hold and no screen, sheet or answer may pass on: rows T01 to T04, B06 to B08, B19 and B28 to
 * B30 of the corpus (RELIABILITY 5.3), planted wherever the program reads a text. The columns are made to take bytes, as a
 * table whose character set was changed below its data has them.
 *
 * Value n names the alias hNN, its phone hNNa, the agent on it, its users, group, server and rows of VICIdial's log. */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include "core/base/text.h"
#include "tests/outside.h"

#define HOSTILE(text) { text, sizeof text - 1 }
#define HOSTILE_TEN(mark) mark mark mark mark mark mark mark mark mark mark
#define HOSTILE_FIFTY(mark) HOSTILE_TEN(mark mark mark mark mark)

static const struct {
	const char *bytes;
	size_t      length;
} hostile[] = {
	HOSTILE("T01 asks \033[6n\033[c\033[>c\033[5n\033[21t back"),
	HOSTILE("T01 title \033]0;owned\007\033]2;owned\033\\ and \033P+q544e\033\\ \033_a\033\\"),
	HOSTILE("T01 leaves \033[?1049l\033c\033[!p\033#8"),
	HOSTILE("T01 clipboard \033]52;c;b3duZWQ=\007"),
	HOSTILE("T01 ends in half \033["),
	HOSTILE("T02 raw \233" "31m \235" "0;owned\234"),
	HOSTILE("T02 coded \302\233" "6n \302\235" "0;owned\302\234 \302\205"),
	HOSTILE("T03 two\r\nlines\ttab\vvt\fff\016so\017si\177del"),
	HOSTILE("T03 bells \007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007\007"),
	HOSTILE("\346\235\261\344\272\254\343\202\265\343\203\235\343\203\274\343\203\210\346\235\261\344\272\254\343\202\265\343\203\235"
	        "\343\203\274\343\203\210\346\235\261\344\272\254\343\202\265\343\203\235\343\203\274\343\203\210"),
	HOSTILE("\314\201T04 combining first"),
	HOSTILE("T04 \360\237\221\251\342\200\215\360\237\221\251\342\200\215"
	        "\360\237\221\247 \357\277\276\357\277\277 \363\240\200\201"),
	HOSTILE(""),
	HOSTILE("     "),
	HOSTILE("B07 caf\351 and caf\303\203\302\251"),
	HOSTILE("B08 \377\376\000A"),
	HOSTILE("B08 \300\257 \340\200\257 \355\240\200 \364\220\200\200 \342\202"),
	HOSTILE("B28 \342\200\256kseD\342\200\254 \342\201\246\342\201\251 "
	        "\357\273\277\342\200\213\342\200\216 \327\251\327\234\327\225\327\235"),
	HOSTILE("B28 e" HOSTILE_FIFTY("\314\201")),
	HOSTILE("=cmd|'/C calc'!A0"),
	HOSTILE("+1,\"@x\",-1;\t=1"),
	HOSTILE("B30 | ; \n 'quoted' \\ \\' %s %n <b>&amp;"),
	HOSTILE("\342\224\214\342\224\200\342\224\220\342\224\202 B30 a frame"),
};
enum { HOSTILE_COUNT = sizeof hostile / sizeof *hostile, HOSTILE_LONG = 64 << 10 };

/* x'…', as SQL has bytes. */
static inline const char *hostile_sql(size_t number)
{
	static char hex[500];
	size_t end = text_format(hex, sizeof hex, "x'");
	for (size_t i = 0; i < hostile[number].length; i++)
		end += text_format(hex + end, sizeof hex - end, "%02x", (unsigned char)hostile[number].bytes[i]);
	text_format(hex + end, sizeof hex - end, "'");
	return hex;
}

static inline void hostile_columns(const Connection *where)
{
	static const char *const columns[] = {
		"phones_alias MODIFY alias_id VARBINARY(250) NOT NULL, MODIFY alias_name MEDIUMBLOB, MODIFY logins_list MEDIUMBLOB,"
		" MODIFY user_group VARBINARY(250)",
		"phones MODIFY extension VARBINARY(250), MODIFY login VARBINARY(250), MODIFY fullname VARBINARY(250),"
		" MODIFY user_group VARBINARY(250), MODIFY dialplan_number VARBINARY(250)",
		"servers MODIFY server_id VARBINARY(250) NOT NULL, MODIFY server_description MEDIUMBLOB",
		"vicidial_users MODIFY full_name VARBINARY(250), MODIFY phone_login VARBINARY(250), MODIFY user VARBINARY(250) NOT NULL",
		"vicidial_user_groups MODIFY user_group VARBINARY(250) NOT NULL, MODIFY group_name VARBINARY(250) NOT NULL",
		"vicidial_live_agents MODIFY user VARBINARY(250)",
		"vicidial_call_menu_options MODIFY menu_id VARBINARY(250) NOT NULL",
		"vicidial_admin_log MODIFY user VARBINARY(250) NOT NULL, MODIFY event_code VARBINARY(250) NOT NULL,"
		" MODIFY event_sql MEDIUMBLOB, MODIFY event_notes MEDIUMBLOB",
	};
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		outside_runf(where, "ALTER TABLE %s", columns[i]);
}

static inline void hostile_plant_one(const Connection *where, size_t number, const char *value)
{
	outside_runf(where, "INSERT INTO phones_alias VALUES ('h%02zu', %s, CONCAT('h%02zua,', %s), '---ALL---')", number, value,
	             number, value);
	outside_runf(where, "INSERT INTO phones_alias VALUES (CONCAT('hid', %s), %s, 'h%02zua', %s)", value, value, number, value);
	outside_runf(where, "INSERT INTO phones (extension, dialplan_number, server_ip, login, active, fullname, protocol, template_id,"
	             " user_group) VALUES (%s, %s, '10.0.0.11', 'h%02zua', 'Y', %s, 'SIP', '', '---ALL---'),"
	             " ('h%02zu', '1', '10.0.0.12', %s, 'Y', '', 'SIP', '', %s)", value, value, number, value, number, value, value);
	outside_runf(where, "INSERT INTO servers (server_id, server_description, server_ip)"
	             " VALUES (CONCAT('h%02zu', %s), %s, '10.7.0.%zu')",
	             number, value, value, number);
	outside_runf(where, "INSERT INTO vicidial_users (user, pass, full_name, phone_login)"
	             " VALUES (CONCAT('h%02zu', %s), '1', %s, 'h%02zu')",
	             number, value, value, number);
	outside_runf(where, "INSERT INTO vicidial_user_groups (user_group, group_name) VALUES (%s, %s)", value, value);
	outside_runf(where, "INSERT INTO vicidial_live_agents (user, server_ip, extension, status)"
	             " VALUES (%s, '10.0.0.11', CONCAT('SIP/', %s), 'READY')", value, value);
	outside_runf(where, "INSERT INTO vicidial_call_menu_options (menu_id, option_value, option_route, option_route_value)"
	             " VALUES (%s, '1', 'PHONE', 'h%02zua')", value, number);
	outside_runf(where, "INSERT INTO vicidial_admin_log SET event_date = NOW(), user = %s, ip_address = '10.0.0.1',"
	             " event_section = 'PHONEALIASES', event_type = 'MODIFY', record_id = 'h%02zu', event_code = %s, event_notes = %s, event_sql ="
	             " CONCAT('UPDATE phones_alias set alias_name=\\'', %s,"
	             " '\\', logins_list=\\'', %s, '\\' where alias_id=\\'h%02zu\\'|')",
	             value, number, value, value, value, value, number);
}

/* Beside the sample call centre. The last alias, h99, has 64 kB wherever there is room. */
static inline void hostile_plant(const Connection *where)
{
	hostile_columns(where);
	for (size_t i = 0; i < HOSTILE_COUNT; i++)
		hostile_plant_one(where, i, hostile_sql(i));
	outside_runf(where, "INSERT INTO phones_alias VALUES ('h99', REPEAT('\033[6n ', %d), REPEAT('8301a\033,', %d), '---ALL---')",
	             HOSTILE_LONG / 5, HOSTILE_LONG / 7);
	outside_runf(where, "INSERT INTO vicidial_admin_log SET event_date = NOW(), user = '6666', ip_address = '10.0.0.1',"
	             " event_section = 'PHONEALIASES', event_type = 'MODIFY', record_id = 'h99', event_code = 'x', event_notes = REPEAT('\033c', %d),"
	             " event_sql = REPEAT('\033c', %d)", HOSTILE_LONG, HOSTILE_LONG);
	outside_runf(where, "UPDATE vicidial_users SET full_name = %s WHERE user = '6666'", hostile_sql(0));
}

/* Nothing in it but what any terminal may be sent: harmless characters of UTF-8. */
static inline bool hostile_is_tamed(const char *at, size_t length)
{
	for (const char *end = at + length; at < end; )
		if (!text_is_harmless(text_next(&at, end)))
			return false;
	return true;
}

#endif
