/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A run of real software: of workloads, or of the test suites that it brings. */
#ifndef SOFTWARE_H
#define SOFTWARE_H

#include "judged.h"
#include "workload.h"

struct software_run;

/* "workloads" or "suites": the directory of its cases, and what `make` calls it. */
struct kind {
	const char *name;
	const char *variable; /* that selects some: WORKLOAD, SUITE */
	const char *expect;   /* directory of the recorded deviations */
	int (*report)(const struct software_run *run);
};

struct software_run {
	const struct kind *kind;
	struct run_report report;
	const struct expectations *expectations;
	size_t expectation_count;
	const char *images; /* directory of the artefacts */
	bool record;	    /* suites: write the lists of deviations anew */
};

/* Is this case a workload that is spoiled on purpose? */
bool is_spoiled(const struct conformance_case *test);

/* Those pass that fail, where the same passes as it is: its claims have noticed. Any
 * other shows nothing, and is red. */
void judge_spoiled(struct run_report *report);

/* Where an emulated or translated run is a hang, not slow: so many times as long as
 * the same took natively in the same machine, and not less than a minute and a half. */
enum { LIMIT_FACTOR = 40, LIMIT_LEAST_S = 90, LIMIT_MOST_S = 900 };

/* Gives the sessions from `first` on the limits that those before it, of native
 * arm64, have told. */
void limits_set(struct plan *plan, size_t first);

/* Moves the sessions of native programs to the front; how many they are. */
size_t limits_order(struct plan *plan);

/* The table, what failed, and the files of the results; how many are red, or -1 if
 * something can't be written. */
int workloads_report(const struct software_run *run);
int suites_report(const struct software_run *run);

#endif
