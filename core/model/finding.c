/* The kinds of trouble as words. Sources: VICIdial's agent login, AGC:4240-4640, and VICIDIAL.md part 2. */
#include <string.h>

#include "core/model/health.h"

const Finding findings[FINDING_COUNT] = {
	[FINDING_MISSING] = {
		.key = "missing-phone", .health = HEALTH_BROKEN, .title = "Missing phone: login in the list, no such phone",
		.why = "Agents are routed to the remaining phones: load is uneven.", .fix = "take out of the list", .mends = true,
	},
	[FINDING_STRAY] = {
		.key = "stray-blank", .health = HEALTH_BROKEN, .title = "Blank or unseen character in a phone login",
		.why = "VICIdial looks for the login with it, and finds no phone.", .fix = "take the blank out", .mends = true,
	},
	[FINDING_UNUSABLE] = {
		.key = "no-phone-usable", .health = HEALTH_BROKEN, .title = "No phone usable: every agent login fails",
		.why = "Nobody can log in with it until it has an active phone on a server that takes agents.", .fix = "look at it",
	},
	[FINDING_PASSWORD] = {
		.key = "password-differs", .health = HEALTH_LOOK, .title = "Password differs inside one alias",
		.why = "An agent types one password: sent to a phone with another, the session is broken.", .fix = "set one password",
		.elsewhere = "Give its phones one password on VICIdial's Phones page: passwords are not written from here.",
	},
	[FINDING_INACTIVE] = {
		.key = "inactive-phone", .health = HEALTH_LOOK, .title = "Inactive phone still listed",
		.why = "VICIdial may still send agents to it, and their session is broken then.", .fix = "take out of the list", .mends = true,
	},
	[FINDING_ONE_SERVER] = {
		.key = "one-server", .health = HEALTH_LOOK, .title = "All phones on one server: no balancing",
		.why = "When that server is full or down nobody can log in with it.", .fix = "add a phone",
	},
	[FINDING_CLOSED] = {
		.key = "server-closed", .health = HEALTH_LOOK, .title = "Server closed to agent logins",
		.why = "The phone is never chosen: its server takes no agents.", .fix = "look at it",
	},
	[FINDING_ABSENT] = {
		.key = "server-absent", .health = HEALTH_LOOK, .title = "Server inactive or not there",
		.why = "The phone is never chosen: VICIdial does not use its server.", .fix = "look at it",
	},
	[FINDING_UNREACHABLE] = {
		.key = "unreachable", .health = HEALTH_LOOK, .title = "Phone unreachable now",
		.why = "Asterisk does not reach the phone: an agent who gets it hears nothing.", .fix = "look at it",
	},
	[FINDING_NAMED_AS_PHONE] = {
		.key = "id-is-login", .health = HEALTH_LOOK, .title = "Alias ID equals a phone login",
		.why = "Agents who type the phone's login get the alias.", .fix = "rename the phone",
		.elsewhere = "Give that phone another login on VICIdial's Phones page, or make the alias again under another ID (n in the "
		             "list) and delete this one.",
	},
	[FINDING_UNTYPABLE] = {
		.key = "id-not-typable", .health = HEALTH_LOOK, .title = "Alias ID that agents cannot type",
		.why = "The agents' login form strips - and _ from what is typed.", .fix = "make a new alias",
		.elsewhere = "An alias ID cannot be changed: make a new alias with an ID of letters and digits (n in the list), then "
		             "delete this one.",
	},
	[FINDING_REPEATED] = {
		.key = "repeated-phone", .health = HEALTH_LOOK, .title = "Same phone twice in one list",
		.why = "Listing a phone twice sends it no more agents: it only fills the list.", .fix = "take repeats out",
		.mends = true,
	},
	[FINDING_AMBIGUOUS] = {
		.key = "shared-login", .health = HEALTH_LOOK, .title = "Several phones with one login",
		.why = "Agents get whichever of them VICIdial finds first.", .fix = "rename a phone",
		.elsewhere = "Give all of these phones but one another login on VICIdial's Phones page.",
	},
	[FINDING_NEARLY_FULL] = {
		.key = "list-nearly-full", .health = HEALTH_LOOK, .title = "List of phones nearly full",
		.why = "One more login does not fit, and VICIdial's own pages cut it in the middle without a word.", .fix = "look at it",
	},
	[FINDING_OFF] = {
		.key = "all-inactive", .health = HEALTH_INACTIVE, .title = "All phones set inactive",
		.why = "Nobody can log in with it; that may well be meant.", .fix = "activate, or delete",
	},
	[FINDING_UNUSED] = {
		.key = "unused", .health = HEALTH_INACTIVE, .title = "Not used by any agent in 90 days",
		.why = "By VICIdial's log of agent logins. What nobody uses may be deleted.", .fix = "delete, or keep",
		.elsewhere = "To delete what nobody uses: Enter shows these aliases in the list, marked; D deletes them there.",
	},
	[FINDING_HIDDEN] = { .key = "hidden", .health = HEALTH_GOOD, .title = "Outside your user groups", .why = "", .fix = "" },
};

FindingId finding_find(const char *key)
{
	FindingId id = 0;
	while (id < FINDING_HIDDEN && strcmp(findings[id].key, key) != 0)
		id++;
	return id < FINDING_HIDDEN ? id : FINDING_COUNT;
}
