/* Who uses an alias or a phone, in words: the strip, the form, the review and the dialogs say it alike. */
#ifndef CORE_MODEL_USAGE_H
#define CORE_MODEL_USAGE_H

#include "core/model/record.h"

/* "2 users default to 8302x: 6012, 6044"; "" when nobody does. known of total are at hand. */
void usage_users(char *out, size_t cap, const char *what, const UserRef *users, size_t known, size_t total);
/* "also in 8399x and 2 more"; "" */
void usage_others(char *out, size_t cap, const char *first, size_t count);
/* "call menu main, option 0, and 2 more"; "" */
void usage_routes(char *out, size_t cap, const PhoneRow *phone);
/* All of a phone, the most urgent first: "agent 6012 INCALL; also in 8399x; 1 user defaults to 8302a: 6001; call menu main,
 * option 0" */
void usage_phone(char *out, size_t cap, const PhoneRow *phone);

#endif
