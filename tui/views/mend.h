/* The edit form with a value already put into one of its fields: what would mend the alias, to be reviewed as if typed. */
#ifndef TUI_VIEWS_MEND_H
#define TUI_VIEWS_MEND_H

#include "core/model/field.h"

typedef struct {
	AliasId     alias;
	FieldId     field;
	const char *value;
} MendArg;

#endif
