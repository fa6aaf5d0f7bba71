/* Who the admin is: VICIdial's own rules, counters and lockout (VICIDIAL.md part 7, RELIABILITY 4.4).
 *
 * The attempt is reserved in vicidial_users before anything is compared, so that guesses in parallel gain nothing.
 * Unknown users cost the same and get the same words. The password is wiped by sign_in. What VICIdial demands and we do
 * not do yet (2FA, forced password change, IP lists) is refused in words, never let through. */
#ifndef CORE_SERVICE_SIGNIN_H
#define CORE_SERVICE_SIGNIN_H

#include "core/data/database.h"
#include "core/model/site.h"

enum { RIGHT_READ = 1, RIGHT_EDIT = 2, RIGHT_DELETE = 4, RIGHT_ADD = 8 };
enum { PASSWORD_CAP = 256 };

typedef struct {
	char       user[UTF8_CAP(USER_MAX)];     /* as stored, not as typed */
	char       full_name[UTF8_CAP(50)];
	char       user_group[UTF8_CAP(USER_GROUP_MAX)];
	int        level;
	unsigned   rights;                       /* RIGHT_* */
	GroupScope scope;
	int64_t    checked_us;                   /* when the rights were read */
	char       address[64];                  /* the caller's, as claimed */
	char       last_login[24], last_ip[46];  /* before this one; "" never */
	int        failures;                     /* since then */
} Admin;

/* ERR_DENIED with VICIdial's words: "Login incorrect, please try again.", "Too many login attempts, try again in 15 minutes". */
bool sign_in(Database *db, const char *user, char *password, const char *address, Admin *out, Err *err) MUST_CHECK;
/* Reads level, active, rights and groups again: never trust the copy made at sign-in for a write. ERR_DENIED when gone. */
bool sign_in_again(Database *db, Admin *admin, Err *err) MUST_CHECK;
/* "You may look and edit, not delete: user 6666 lacks ast_delete_phones."; "" with every right. */
void rights_sentence(const Admin *admin, char *out, size_t cap);
/* VICIdial strips | ` & ' " \ ; and blanks, and all but letters digits - . _ from both; in place. */
void sign_in_strip(char *text, bool use_non_latin);

#endif
