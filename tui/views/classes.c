#include "tui/views/views.h"

const ViewClass *const view_classes[] = {
	&signin_class, &aliases_class, &edit_class, &new_class, &mend_class, &review_class, &review_look_class, &pick_class, &paste_class,
	&bulk_class, &bulk_plan_class, &delete_class, &history_class, &audit_class, &health_class, &export_class, &copy_class,
	&confirm_class, &conflict_class, &undo_class, &messages_class, &palette_class,
	&lost_class, &about_class, &themes_class, &help_class, &lock_class,
};
const size_t view_class_count = sizeof view_classes / sizeof view_classes[0];
