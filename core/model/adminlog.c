#include "core/model/adminlog.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"

/* Source: VICIDIAL.md part 4; "UPDATE PHONE" for an alias is what VICIdial's API writes. */
static const struct {
	const char *section, *type, *code[2];    /* by voice */
} words[TABLE_COUNT][PLAN_ADD + 1] = {
	[TABLE_ALIAS] = {
		[PLAN_EDIT]   = { "PHONEALIASES", "MODIFY", { "ADMIN MODIFY PHONE ALIAS", "ADMIN API UPDATE PHONE" } },
		[PLAN_DELETE] = { "PHONEALIASES", "DELETE", { "ADMIN DELETE PHONE ALIAS", "ADMIN API DELETE PHONE ALIAS" } },
		[PLAN_ADD]    = { "PHONEALIASES", "ADD",    { "ADMIN ADD PHONE ALIAS",    "ADMIN API ADD PHONE ALIAS" } },
	},
	[TABLE_PHONE] = {
		[PLAN_EDIT]   = { "PHONES", "MODIFY", { "ADMIN MODIFY PHONE", "ADMIN API UPDATE PHONE" } },
	},
};

/* mysql_real_escape_string's set, which VICIdial's pages use; ';' they take out of the logged text. */
static void quote_byte(Text *out, const char *at, size_t length)
{
	static const char special[] = "\\'\"\n\r\x1a", written[] = "\\'\"nrZ";
	const char *found = length == 1 ? memchr(special, *at, sizeof special) : NULL;
	if (length == 1 && *at == ';')
		return;
	if (found && *found)
		text_addf(out, "\\%c", written[found - special]);
	else if (found)
		text_add(out, "\\0");
	else
		text_add_bytes(out, at, length);
}

void adminlog_quote(Text *out, Value value)
{
	if (value.null) {
		text_add(out, "NULL");
		return;
	}
	const char *at = (const char *)value.bytes, *end = value.length ? at + value.length : at;
	text_add(out, "'");
	while (at < end) {
		const char *from = at;
		if (text_next(&at, end) == TEXT_INVALID)
			text_add(out, "?");
		else
			quote_byte(out, from, (size_t)(at - from));
	}
	text_add(out, "'");
}

static const StepColumn *column_of(const Step *step, ColumnId column)
{
	for (size_t i = 0; i < step->column_count; i++)
		if (step->columns[i].column == column)
			return &step->columns[i];
	assert(!"a step without its column");
	abort();
}

/* The value as VICIdial had it in its statement: of a request in its own dialect as it was sent. */
static Value worded(const Plan *plan, ColumnId column, Value value)
{
	switch (plan->verbatim ? column : COLUMN_COUNT) {
	case COLUMN_ALIAS_ID:    return value_text(plan->verbatim->alias_id);
	case COLUMN_ALIAS_NAME:  return value_text(plan->verbatim->alias_name);
	case COLUMN_LOGINS_LIST: return value_text(plan->verbatim->logins_list);
	default:                 return value;
	}
}

/* "name='value'" behind a separator. */
static void add_value(Text *out, const char *separator, const Plan *plan, const StepColumn *column)
{
	text_addf(out, "%s%s=", separator, plan_column_names[column->column]);
	adminlog_quote(out, worded(plan, column->column, column->after));
}

static void add_written(Text *out, const Plan *plan, const Step *step, const ColumnId *order, size_t count)
{
	const char *separator = "";
	for (size_t i = 0; i < count; i++) {
		const StepColumn *column = column_of(step, order[i]);
		if (!column->writes)
			continue;
		add_value(out, separator, plan, column);
		separator = ",";
	}
}

static void add_key(Text *out, const Plan *plan, const Step *step, ColumnId column, const char *before)
{
	const StepColumn *key = column_of(step, column);
	text_addf(out, "%s%s=", before, plan_column_names[column]);
	adminlog_quote(out, worded(plan, column, step->kind == PLAN_ADD ? key->after : key->before));
}

/* The web page writes all three columns, the API only what it was given; each in its own order and spelling. */
static void render_alias_update(Text *out, const Plan *plan, const Step *step, AdminVoice voice)
{
	static const ColumnId api_order[] = { COLUMN_LOGINS_LIST, COLUMN_ALIAS_NAME, COLUMN_USER_GROUP };
	if (voice == VOICE_API) {
		text_add(out, "UPDATE phones_alias SET ");
		add_written(out, plan, step, api_order, sizeof api_order / sizeof *api_order);
		add_key(out, plan, step, COLUMN_ALIAS_ID, " WHERE ");
	} else {
		add_value(out, "UPDATE phones_alias set ", plan, column_of(step, COLUMN_ALIAS_NAME));
		add_value(out, ", ", plan, column_of(step, COLUMN_LOGINS_LIST));
		add_value(out, ", ", plan, column_of(step, COLUMN_USER_GROUP));
		add_key(out, plan, step, COLUMN_ALIAS_ID, " where ");
	}
	text_add(out, "|");
}

static void render_alias_delete(Text *out, const Plan *plan, const Step *step, AdminVoice voice)
{
	bool api = voice == VOICE_API;
	add_key(out, plan, step, COLUMN_ALIAS_ID, api ? "DELETE FROM phones_alias where " : "DELETE from phones_alias where ");
	text_add(out, api ? "|" : "  limit 1|");
}

static void render_alias_insert(Text *out, const Plan *plan, const Step *step, AdminVoice voice)
{
	static const ColumnId order[] = { COLUMN_ALIAS_ID, COLUMN_ALIAS_NAME, COLUMN_LOGINS_LIST, COLUMN_USER_GROUP };
	size_t count = voice == VOICE_API ? 3 : 4;       /* the API leaves the group to its default */
	text_add(out, "INSERT INTO phones_alias (");
	for (size_t i = 0; i < count; i++)
		text_addf(out, "%s%s", i ? "," : "", plan_column_names[order[i]]);
	text_add(out, ") values(");
	for (size_t i = 0; i < count; i++) {
		text_add(out, i ? "," : "");
		adminlog_quote(out, worded(plan, order[i], column_of(step, order[i])->after));
	}
	text_add(out, ")|");
}

static void render_flag(Text *out, Value server_ip)
{
	text_add(out, "UPDATE servers SET rebuild_conf_files='Y' where generate_vicidial_conf='Y' and active_asterisk_server='Y' and server_ip=");
	adminlog_quote(out, server_ip);
	text_add(out, "|");
}

static void render_phone_update(Text *out, const Plan *plan, const Step *step)
{
	static const ColumnId order[] = { COLUMN_PROTOCOL, COLUMN_ACTIVE };
	const char *voicemail = "";
	for (size_t i = 0; i < plan->server_count; i++)
		if (plan->servers[i].voicemail)
			voicemail = plan->servers[i].ip;
	text_add(out, "UPDATE phones set ");
	add_written(out, plan, step, order, sizeof order / sizeof *order);
	add_key(out, plan, step, COLUMN_EXTENSION, " where ");
	add_key(out, plan, step, COLUMN_SERVER_IP, " and ");
	text_add(out, "|");
	render_flag(out, column_of(step, COLUMN_SERVER_IP)->before);
	render_flag(out, value_text(voicemail));
	text_add(out, "|");                      /* the old server's statement: the server never changes here */
}

static void render_sql(Text *out, const Plan *plan, const Step *step, AdminVoice voice)
{
	if (step->table == TABLE_PHONE)
		render_phone_update(out, plan, step);
	else if (step->kind == PLAN_EDIT)
		render_alias_update(out, plan, step, voice);
	else if (step->kind == PLAN_DELETE)
		render_alias_delete(out, plan, step, voice);
	else
		render_alias_insert(out, plan, step, voice);
}

/* As a line of text: no quotes, bytes that are not UTF-8 as '?'. */
static void add_plain(Text *out, Value value)
{
	const char *at = (const char *)value.bytes, *end = value.length ? at + value.length : at;
	while (at < end) {
		const char *from = at;
		if (text_next(&at, end) == TEXT_INVALID)
			text_add(out, "?");
		else if (*from != '\0')
			text_add_bytes(out, from, (size_t)(at - from));
	}
}

static void render_phone_notes(Text *out, const Step *step, AdminVoice voice)
{
	Value extension = column_of(step, COLUMN_EXTENSION)->before, server_ip = column_of(step, COLUMN_SERVER_IP)->before;
	if (voice == VOICE_API) {
		text_add(out, "phone: ");
		add_plain(out, extension);
		text_add(out, "|");
		add_plain(out, server_ip);
		return;
	}
	text_add(out, "Server IP: ");
	add_plain(out, server_ip);
	text_add(out, "   Old Server IP: ");
	add_plain(out, server_ip);
}

static void render_notes(Text *out, const Plan *plan, const Step *step, AdminVoice voice)
{
	if (step->table == TABLE_PHONE) {
		render_phone_notes(out, step, voice);
	} else if (voice == VOICE_API && step->kind != PLAN_DELETE) {
		const StepColumn *logins = column_of(step, COLUMN_LOGINS_LIST);
		text_add(out, "phones: ");
		if (logins->writes || plan->verbatim)
			add_plain(out, worded(plan, COLUMN_LOGINS_LIST, logins->after));
	}
}

/* The column holds 50 characters. */
static void fill_record_id(AdminLogRow *out, const Plan *plan, const Step *step)
{
	Text text = { 0 };
	const StepColumn *key = column_of(step, step->table == TABLE_PHONE ? COLUMN_EXTENSION : COLUMN_ALIAS_ID);
	add_plain(&text, worded(plan, key->column, step->kind == PLAN_ADD ? key->after : key->before));
	const char *at = text.bytes, *end = text.bytes ? at + text.length : at;
	for (int chars = 0; at < end && chars < 50; chars++)
		text_next(&at, end);
	if (text.bytes)
		memcpy(out->record_id, text.bytes, (size_t)(at - text.bytes));
	text_free(&text);
}

void adminlog_row(AdminLogRow *out, const Plan *plan, size_t step, AdminVoice voice, const Anchor *anchor)
{
	assert(step < plan->step_count);
	const Step *from = &plan->steps[step];
	*out = (AdminLogRow){
		.section = words[from->table][from->kind].section, .type = words[from->table][from->kind].type,
		.code = words[from->table][from->kind].code[voice],
	};
	assert(out->section);
	fill_record_id(out, plan, from);
	render_sql(&out->sql, plan, from, voice);
	render_notes(&out->notes, plan, from, voice);
	if (out->notes.length > 0 && out->notes.bytes[out->notes.length - 1] != ' ')
		text_add(&out->notes, " ");
	text_add(&out->notes, "| ");
	anchor_write(&out->notes, anchor);
}

void adminlog_free(AdminLogRow *row)
{
	text_free(&row->sql);
	text_free(&row->notes);
}

void anchor_write(Text *out, const Anchor *anchor)
{
	char chain[9], hash[33], op[33];
	sys_hex(chain, anchor->chain_id, 4);
	sys_hex(hash, anchor->hash, 16);
	sys_hex(op, anchor->op_id, 16);
	text_addf(out, "va1 c=%s s=%" PRId64 " h=%s op=%s n=%u", chain, anchor->seq, hash, op, anchor->step);
}

static bool take_hex(const char **at, const char *name, uint8_t *out, size_t count)
{
	if (strncmp(*at, name, strlen(name)) != 0)
		return false;
	*at += strlen(name);
	for (size_t i = 0; i < 2 * count; i++, ++*at) {
		const char *digits = "0123456789abcdef", *digit = **at ? strchr(digits, **at) : NULL;
		if (!digit)
			return false;
		out[i / 2] = (uint8_t)(out[i / 2] << 4 | (digit - digits));
	}
	return true;
}

static bool take_number(const char **at, const char *name, int64_t *out)
{
	if (strncmp(*at, name, strlen(name)) != 0)
		return false;
	*at += strlen(name);
	const char *from = *at;
	for (*out = 0; **at >= '0' && **at <= '9' && *at - from < 18; ++*at)
		*out = 10 * *out + (**at - '0');
	return *at > from;
}

static bool read_anchor(Anchor *out, const char *at)
{
	int64_t step = 0;
	*out = (Anchor){ 0 };
	if (!take_hex(&at, "va1 c=", out->chain_id, 4) || !take_number(&at, " s=", &out->seq) ||
	    !take_hex(&at, " h=", out->hash, 16) || !take_hex(&at, " op=", out->op_id, 16) || !take_number(&at, " n=", &step))
		return false;
	out->step = (unsigned)step;
	return step <= PLAN_STEPS_MAX;
}

bool anchor_parse(Anchor *out, const char *notes)
{
	bool found = false;
	Anchor anchor;
	/* The last one is ours: what stands before it are values somebody typed. */
	for (const char *at = strstr(notes, "va1 c="); at; at = strstr(at + 1, "va1 c="))
		if (read_anchor(&anchor, at)) {
			*out = anchor;
			found = true;
		}
	return found;
}
