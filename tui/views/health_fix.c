/* Mending what the health check found: one alias in the form, many in a plan that is written and taken back as one. */
#include "tui/views/bulk.h"
#include "tui/views/health.h"
#include "tui/views/views.h"

/* One way to mend all aliases of a kind. */
typedef struct {
	const char *title;                       /* of the plan; NULL: told from what it writes */
	FieldId     field;
	const char *value;                       /* the same for all; NULL: the list of each without what was found in it */
} Mend;

static const Alias *found_alias(const HealthView *own, const Found *found, size_t i)
{
	return &own->report->catalog->aliases[found->aliases[i]];
}

/* Those of the finding that are marked; when none is, all of them, or the one that the keys go to. Returns how many. */
static size_t meant(const HealthView *own, const Ui *ui, const Alias **out)
{
	const Found   *found = health_found_here(own);
	const Catalog *cat = ui_catalog(ui);
	size_t         count = 0;
	for (size_t i = 0, at = 0; cat && i < found->count; i++)
		if (health_seek(cat, found_alias(own, found, i)->id, &at) && marks_has(ui_marks(ui), at))
			out[count++] = found_alias(own, found, i);
	if (!count && own->in_below)
		out[count++] = health_alias_here(own);
	for (size_t i = 0; !count && i < found->count; i++)
		out[i] = found_alias(own, found, i);
	return count ? count : found->count;
}

/* What stays as it is goes along, so that the plan says so. */
static const char *value_for(const HealthView *own, const Mend *mend, const Alias *alias, char *list, size_t cap)
{
	if (mend->value)
		return mend->value;
	return health_mend(own->report->catalog, alias, health_kind_here(own), list, cap) ? list : alias->logins;
}

static void open_form(const HealthView *own, Ui *ui, const Mend *mend, const Alias *alias)
{
	char  list[UTF8_CAP(LOGINS_LIST_MAX)], words[UTF8_CAP(LOGINS_LIST_MAX)];
	Draft begun = { .kind = PLAN_EDIT };
	draft_put(&begun, mend->field, value_for(own, mend, alias, list, sizeof list));
	text_copy(begun.alias.text, sizeof begun.alias.text, alias->id);
	health_words(own->report->catalog, &own->report->log, alias, health_kind_here(own), words, sizeof words);
	ui_push(ui, &mend_class, &begun);
	ui_say(ui, ROLE_WARN, "%s: %s. The fix is filled in; F2 saves.", alias->id, words);
}

static void open_plan(const HealthView *own, Ui *ui, const Mend *mend, const Alias *const *aliases, size_t count)
{
	BatchOrder *order = batch_order_new(mend->title);
	for (size_t i = 0; i < count; i++) {
		char     list[UTF8_CAP(LOGINS_LIST_MAX)];
		AliasId  id;
		BulkWish wish = { .wish.kind = PLAN_EDIT };
		wish.wish.value[mend->field] = value_for(own, mend, aliases[i], list, sizeof list);
		text_copy(id.text, sizeof id.text, aliases[i]->id);
		batch_order_add(order, &id, 1, &wish);
	}
	ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .order = order });
}

static void mend_meant(HealthView *own, Ui *ui, const Mend *mend)
{
	const Alias **aliases = mem_take((health_found_here(own)->count + 1) * sizeof(Alias *));
	size_t        count = meant(own, ui, aliases);
	health_remember(own);
	if (count == 1)
		open_form(own, ui, mend, aliases[0]);
	else
		open_plan(own, ui, mend, aliases, count);
	mem_free(aliases);
}

/* A kind that has no fix of its own opens the form as it is, and says what is wrong; the next f is for the next alias. */
static void look_at(HealthView *own, Ui *ui, const Alias *alias, FindingId kind)
{
	char    words[UTF8_CAP(LOGINS_LIST_MAX)];
	AliasId id;
	health_words(own->report->catalog, &own->report->log, alias, kind, words, sizeof words);
	if (findings[kind].elsewhere) {
		ui_say(ui, ROLE_WARN, "%s: %s. %s", alias->id, words, findings[kind].elsewhere);
		return;
	}
	text_copy(id.text, sizeof id.text, alias->id);
	table_go(&own->below, own->below.at + 1);
	health_remember(own);
	ui_push(ui, &edit_class, &id);
	ui_say(ui, ROLE_WARN, "%s: %s. %s", id.text, words, findings[kind].why);
}

void health_fix(View *view, Ui *ui)
{
	HealthView  *own = (HealthView *)view;
	const Alias *alias = health_alias_here(own);
	FindingId    kind = health_kind_here(own);
	char         title[80];
	if (!alias)
		return;
	if (findings[kind].mends) {
		text_format(title, sizeof title, "fix %s", findings[kind].key);
		mend_meant(own, ui, &(Mend){ .title = title, .field = FIELD_PHONES });
	} else {
		look_at(own, ui, alias, kind);
	}
}

void health_activate(View *view, Ui *ui)
{
	HealthView *own = (HealthView *)view;
	FindingId   kind = health_kind_here(own);
	if (kind == FINDING_INACTIVE || kind == FINDING_OFF)
		mend_meant(own, ui, &(Mend){ .field = FIELD_ACTIVE, .value = "Y" });
	else
		ui_say(ui, ROLE_TEXT, "Nothing to activate: the phones of this finding are not inactive.");
}
