/* Who the admin is: VICIdial's own rules, counters and lockout (VICIDIAL.md part 7, RELIABILITY 4.4), for the console as on
 * its admin pages and for requests as in its non-agent API.
 *
 * The attempt is reserved in vicidial_users before anything is compared, so that guesses in parallel gain nothing.
 * Unknown users cost the same and get the same words. The password is wiped by sign_in. A second factor can only be one that
 * the web page has taken already; a forced password change is refused in words: it belongs to the web page. */
#ifndef CORE_SERVICE_SIGNIN_H
#define CORE_SERVICE_SIGNIN_H

#include "core/data/database.h"
#include "core/model/site.h"

enum { RIGHT_READ = 1, RIGHT_EDIT = 2, RIGHT_DELETE = 4, RIGHT_ADD = 8 };
enum { PASSWORD_CAP = 256 };

/* Through which of VICIdial's doors: its admin pages, or its API. */
typedef enum { DOOR_CONSOLE, DOOR_REQUEST } SigninDoor;
/* What VICIdial calls the outcome. */
typedef enum { SIGNIN_GOOD, SIGNIN_BAD, SIGNIN_LOCKED, SIGNIN_IP_BLOCKED, SIGNIN_TWO_FACTOR, SIGNIN_REFUSED } SigninOutcome;

typedef struct {
	SigninOutcome outcome;
	char       user[UTF8_CAP(USER_MAX)];     /* as stored, not as typed */
	char       full_name[UTF8_CAP(50)];
	char       user_group[UTF8_CAP(USER_GROUP_MAX)];
	int        level;
	unsigned   rights;                       /* RIGHT_* */
	bool       read_only;                    /* whatever the rights: this session only looks */
	GroupScope scope;
	/* Of DOOR_REQUEST: what the API asks for besides. */
	bool       api_access, ast_admin;        /* vdc_agent_api_access, ast_admin_access */
	char       api_functions[UTF8_CAP(1000)];   /* api_allowed_functions, as stored */
	int64_t    checked_us;                   /* when the rights were read */
	char       address[64];                  /* the caller's, as claimed */
	char       last_login[24], last_ip[46];  /* before this one; "" never */
	int        failures;                     /* since then */
} Admin;

/* ERR_DENIED with VICIdial's words: "Login incorrect, please try again.", "Too many login attempts, try again in 15 minutes". */
bool sign_in(Database *db, SigninDoor door, const char *user, char *password, const char *address, Admin *out, Err *err) MUST_CHECK;
/* Reads level, active, rights and groups again: never trust the copy made at sign-in for a write. ERR_DENIED when gone. */
bool sign_in_again(Database *db, SigninDoor door, Admin *admin, Err *err) MUST_CHECK;
/* "You may look and edit, not delete: user 6666 lacks ast_delete_phones."; "" with every right. */
void rights_sentence(const Admin *admin, char *out, size_t cap);

#endif
