/* The inside of a Service, for the files of core/service only. */
#ifndef CORE_SERVICE_SERVICE_H
#define CORE_SERVICE_SERVICE_H

#include "core/data/vicidial.h"
#include "core/service/ops.h"

struct Service {
	Database   *db;                          /* NULL: audit commands only */
	Audit      *audit;
	ServiceInfo info;
	Admin       admin;
	bool        signed_in, session_noted;
	bool        writes_stopped;              /* an audit write failed: browse only from now on */
	bool        phone_writes;
	uint8_t     session_id[16];
	char        os_user[80], origin[120];
};

#endif
