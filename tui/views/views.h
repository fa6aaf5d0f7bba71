/* The screens: a file each; only ui.c and main.c know them all. */
#ifndef TUI_VIEWS_VIEWS_H
#define TUI_VIEWS_VIEWS_H

#include "tui/ui.h"

extern const ViewClass signin_class;         /* arg: const int *: the profile to begin with; NULL: the settings' */
extern const ViewClass aliases_class;        /* arg: NULL */
extern const ViewClass edit_class;           /* arg: const AliasId * */
extern const ViewClass new_class;            /* arg: const NewArg * (tui/views/new.h) */
extern const ViewClass delete_class;         /* arg: const AliasId * */
extern const ViewClass history_class;        /* arg: const AliasId * */
extern const ViewClass mend_class;           /* arg: const Draft * (tui/draft.h): the edit form, begun */
extern const ViewClass health_class;         /* arg: const HealthArg * (tui/views/health.h) */
extern const ViewClass audit_class;          /* arg: NULL */
extern const ViewClass help_class;           /* arg: NULL: of the view beneath */
extern const ViewClass palette_class;        /* arg: NULL: of the view beneath */
extern const ViewClass messages_class;       /* arg: NULL */
extern const ViewClass themes_class;         /* arg: NULL */
extern const ViewClass lost_class;           /* arg: NULL */
extern const ViewClass about_class;          /* arg: NULL */
extern const ViewClass paste_class;          /* arg: const char *: what was pasted; IDs to be marked */
extern const ViewClass bulk_class;           /* arg: const BulkArg * (tui/views/bulk.h) */
extern const ViewClass bulk_plan_class;      /* arg: const BulkPlanArg * (tui/views/bulk.h) */
extern const ViewClass pick_class;           /* arg: const PickArg * (tui/views/pick.h) */
extern const ViewClass export_class;         /* arg: const ExportArg * (tui/views/export.h) */
extern const ViewClass copy_class;           /* arg: const CopyArg * (tui/views/copy.h) */
extern const ViewClass confirm_class;        /* arg: const ConfirmArg * (tui/views/confirm.h) */
extern const ViewClass review_class;         /* arg: const ReviewArg * (tui/views/review.h): full-screen review */
extern const ViewClass conflict_class;       /* arg: const ConflictArg * (tui/views/conflict.h) */
extern const ViewClass review_look_class;    /* arg: the same, save NULL: only to look at */
extern const ViewClass undo_class;           /* arg: const UndoArg * (tui/views/undo.h) */
extern const ViewClass lock_class;           /* arg: const int *: after so many minutes; by ui_lock only: outside the stack */

/* All of them, in the order of the key table. */
extern const ViewClass *const view_classes[];
extern const size_t view_class_count;

#endif
