/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Reading what a guest reported (fixtures/guest/guest.h says the format). */
#ifndef GUEST_REPORT_H
#define GUEST_REPORT_H

#include "record.h"

#include <stdio.h>

struct guest_report {
	/* The first line that speaks against the guest. */
	enum { REPORT_NONE, REPORT_FAIL, REPORT_SETUP, REPORT_REFUSED } kind;
	char where[128];
	char expression[256];
	char got[256];
	json_t *all;   /* these lines, all of them: where, expression, got; NULL: none */
	json_t *forms; /* names of the instruction forms that failed, all of them; NULL: none */
	char notes[1024];
	long tries, failed_tries;
	bool form_first; /* what speaks against it is a form */
	bool begun;	 /* the guest's first act */
	bool ended;	 /* guest_main returned, with at least one claim checked */
};

void guest_report_parse(FILE *file, struct guest_report *report);

/* The same of a file. False, with errno, if there is no such file. */
bool guest_report_read(const char *path, struct guest_report *report);

/* What such a report means. On a control, set-up that fails is the harness's
 * fault; under a translator the control has shown that it works, so it's the
 * translator's. Where several claims failed, the record's extra has them all, as
 * `claims`; where they are of instruction forms (fixtures/guest/forms.h), `forms` has
 * the names of these. It takes over report->all and report->forms. */
void guest_report_to_record(struct guest_report *report, bool control, struct record *record);

#endif
