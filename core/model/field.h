/* What an alias is, as one table: a row a field. List, sort, filter, form, CSV, diff and audit read it; no other
 * file spells a field's key. Adding a column, a form field or a filter word is adding a row. */
#ifndef CORE_MODEL_FIELD_H
#define CORE_MODEL_FIELD_H

#include "core/model/catalog.h"
#include "core/model/record.h"

/* In the order of the list's columns. */
typedef enum {
	FIELD_ID, FIELD_NAME, FIELD_EXTENSION, FIELD_PHONES, FIELD_SERVER, FIELD_PROTOCOL, FIELD_ACTIVE, FIELD_GROUP,
	FIELD_COUNT
} FieldId;

typedef enum { FORM_NONE, FORM_FIXED, FORM_TEXT, FORM_PICK, FORM_CHOICE } FormKind;   /* how the form edits it */

typedef struct {
	const char *key;                         /* "name": filter word, CSV and JSON name, the audit's word */
	const char *also;                        /* other filter words: "proto" */
	const char *title;                       /* "NAME": the list's header */
	const char *label;                       /* "Name": the form's */
	const char *help;                        /* one sentence for the form */
	int         width, grows, drop;          /* cells at 80 columns; share of spare cells; leaves first when narrow (0: stays) */
	int         narrow;                      /* cells at 40 columns; 0: not there */
	FormKind    form;
	int         form_order;                  /* 1 is first; 0: not in the form */
	size_t      max_chars;
	/* What the list shows: at most cap bytes of UTF-8, raw (not sanitised). Returns the length. */
	size_t (*show)(const Catalog *cat, const Alias *alias, char *out, size_t cap);
	/* All of its values with commas between, for programs, where show has one for several ("dialer1 +1"); NULL: show tells all. */
	size_t (*list)(const Catalog *cat, const Alias *alias, char *out, size_t cap);
	/* Sort order; NULL: by show. Ties are broken by ID. */
	int    (*compare)(const Catalog *cat, const Alias *a, const Alias *b);
	/* Does any value of the field contain the folded text? NULL: show contains it. For server also the ip, for phones all. */
	bool   (*contains)(const Catalog *cat, const Alias *alias, const char *folded);
	/* Shape only (length, characters); what exists is the plan's business. NULL: anything. */
	bool   (*check)(const Site *site, const char *value, Err *err);
} Field;

extern const Field fields[FIELD_COUNT];

/* By key or one of also, whole word; FIELD_COUNT when there is none. */
FieldId field_find(const char *word, size_t length);
typedef struct {
	FieldId by;
	bool    descending;
} Sorting;

/* Sorts indexes into cat->aliases; stable against ID; descending turns it round, ties stay by ID. */
void    field_sort(const Catalog *cat, uint32_t *order, size_t count, FieldId by, bool descending);
/* All of them, sorted; mem_free. */
uint32_t *field_order(const Catalog *cat, Sorting sorting);

#endif
