/* vicialias audit list, verify, head and export: none needs a sign-in, since whoever may read the file may read it; and
 * reconcile, which does. */
#ifndef TUI_CLI_AUDIT_H
#define TUI_CLI_AUDIT_H

#include "core/service/config.h"

bool cli_audit_list(const Config *config, Connection *where, char *words, Err *err);
/* words: a file, else the log with the anchors in VICIdial's own, when that can be read. */
bool cli_audit_verify(const Config *config, Connection *where, char *words, Err *err);
/* Settles what was interrupted; ERR_PARTIAL when something stays open. Signs in: VICIdial's log may get rows. */
bool cli_audit_reconcile(const Config *config, Connection *where, char *words, Err *err);
/* The newest link, for a ticket or a paper book. */
bool cli_audit_head(const Config *config, Connection *where, char *words, Err *err);
bool cli_audit_export(const Config *config, Connection *where, char *words, Err *err);

#endif
