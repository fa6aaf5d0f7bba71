#include "core/model/site.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Runs of digits compare as numbers, all else byte by byte, so that a damaged address still has its one place. */
int server_ip_compare(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	const char *left = a, *right = b;
	while (*left && *right) {
		if (is_digit(*left) && is_digit(*right)) {
			char *left_end, *right_end;
			unsigned long l = strtoul(left, &left_end, 10), r = strtoul(right, &right_end, 10);
			if (l != r)
				return l < r ? -1 : 1;
			left = left_end;
			right = right_end;
		} else if (*left == *right) {
			left++;
			right++;
		} else {
			break;
		}
	}
	return login_compare(left, right) ? login_compare(left, right) : login_compare(a, b);
}

const Server *site_server(const Site *site, const char *ip)
{
	for (size_t i = 0; ip && i < site->server_count; i++)
		if (login_compare(site->servers[i].ip, ip) == 0)
			return &site->servers[i];
	return NULL;
}

const char *site_server_name(const Site *site, const char *ip)
{
	const Server *server = site_server(site, ip);
	if (server)
		return server->id;
	return ip ? ip : "?";
}

static void scope_add(GroupScope *scope, const char *group, size_t length)
{
	if (scope->length + length >= sizeof scope->items)
		return;
	memcpy(scope->items + scope->length, group, length);
	scope->length += length;
	scope->items[scope->length++] = '\0';
}

/* The order matters: VICIdial first removes each " -", then splits on single blanks. So "A -B" is the one group "AB",
 * and a blank at either end gives the empty group. */
void group_scope_parse(GroupScope *out, const char *viewable)
{
	*out = (GroupScope){ .all = !viewable || strlen(viewable) <= 3 || strcasestr(viewable, "--ALL--") };
	if (out->all)
		return;

	Text kept = { 0 };
	for (const char *at = viewable; *at;) {
		if (strncmp(at, " -", 2) == 0)
			at += 2;
		else
			text_add_bytes(&kept, at++, 1);
	}
	const char *item = kept.bytes ? kept.bytes : "";
	for (size_t length; length = strcspn(item, " "), item[length]; item += length + 1)
		scope_add(out, item, length);
	scope_add(out, item, strlen(item));
	text_free(&kept);
}

bool group_scope_sees(const GroupScope *scope, const char *group)
{
	if (scope->all || !group)
		return scope->all;
	if (login_compare(group, GROUP_ALL) == 0)
		return true;
	for (const char *item = scope->items; item < scope->items + scope->length; item += strlen(item) + 1)
		if (login_compare(item, group) == 0)
			return true;
	return false;
}
