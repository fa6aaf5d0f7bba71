/* The inside of the settings, for core/service/config*.c only. */
#ifndef CORE_SERVICE_CONFIG_INSIDE_H
#define CORE_SERVICE_CONFIG_INSIDE_H

#include "core/service/config.h"

/* The next line of a "KEY => value" file up to its comment, which begins with # or ; wherever it stands. False at the end. */
bool config_line(const char **at, const char *end, const char **line, size_t *length);
bool config_yes_no(bool *out, const char *value, Err *err);
bool config_tls(bool *out, const char *value, Err *err);      /* required or no */

/* Reads both files. own_file "": the one in the XDG folder. What is wrong in them goes to config->told; false only where
 * going on could do harm. */
bool config_files(Config *config, const char *system_file, const char *own_file, Err *err) MUST_CHECK;
/* NAME.WORD of "profile.NAME.WORD = value". ERR_USAGE: the line does not count. ERR_INPUT: it has to be
 * put right first. */
bool config_profile_take(Config *config, const char *name, const char *value, Err *err) MUST_CHECK;
/* By --profile, else the first, unless a connection file was named. */
bool config_profile_choose(Config *config, Err *err) MUST_CHECK;

#endif
