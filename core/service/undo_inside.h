/* A change while its undo is made: what undo.c and batch_undo.c share. */
#ifndef CORE_SERVICE_UNDO_INSIDE_H
#define CORE_SERVICE_UNDO_INSIDE_H

#include "core/model/plan_undo.h"
#include "core/service/undo.h"

typedef struct {
	Service    *service;
	Arena      *mem;
	AuditEvent  intent;                      /* lends from the page it was taken of */
	Plan       *done;
	StepClass  *classes;
	Observed   *now;                         /* the row of each step */
	int64_t     first_seq;                   /* as of Undoing, and is_redo */
	bool        is_redo;
} Undo;

/* In this order. undo_free in every case. */
bool undo_take(Undo *undo, Service *service, const AuditEntry *entry, Err *err) MUST_CHECK;
bool undo_observe(Undo *undo, Err *err) MUST_CHECK;
/* True when it can be taken back; else err says why, and state which kind of why. */
bool undo_ready(Undo *undo, UndoState *state, Err *err) MUST_CHECK;
/* The logins of the list that comes back; the record must have their phones. */
size_t undo_logins(Undo *undo, const char ***out);
Plan *undo_plan(Undo *undo, const Record *record, Err *err);         /* NULL: err says why */
void undo_free(Undo *undo);

#endif
