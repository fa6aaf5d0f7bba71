/* The keys as they are now: the binding rows, and what the settings make of them (key.alias-edit = e F2). A value, made once at
 * the start. Only rows that run something can have other keys: the others are a view's own way to move and to type. */
#ifndef TUI_LIVE_KEYS_H
#define TUI_LIVE_KEYS_H

#include "core/service/config.h"
#include "tui/view.h"

enum { LIVE_KEYS_CAP = 60 };
typedef struct {
	struct { char name[CONFIG_NAME], keys[LIVE_KEYS_CAP]; } changed[CONFIG_KEYS];
	size_t count;
} LiveKeys;

/* What cannot be is left as it is, and told. */
void        live_keys_make(LiveKeys *out, const Config *config, ConfigTold *told);
const char *live_keys_of(const LiveKeys *keys, const Binding *row);

#endif
