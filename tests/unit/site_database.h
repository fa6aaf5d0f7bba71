/* For tests that read VICIdial's tables: the sample call centre, a connection of ours to it, and one who sees every group. */
#ifndef TESTS_UNIT_SITE_DATABASE_H
#define TESTS_UNIT_SITE_DATABASE_H

#include "core/data/vicidial.h"
#include "tests/outside.h"
#include "tests/scratch.h"

static const GroupScope everything = { .all = true };
static const Connection *site;
static Database *db;
static Err err;

static int start(void **state)
{
	(void)state;
	site = scratch_database();
	db = scratch_connect();
	return 0;
}

static int end(void **state)
{
	(void)state;
	database_close(db);
	outside_close();
	return 0;
}

#endif
