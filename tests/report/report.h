/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The ways in which a judged run is told. */
#ifndef REPORT_H
#define REPORT_H

#include "judged.h"
#include "whole_file.h"

/* Each writes one of the files of the contract; false says why on stderr. */
bool report_results(const struct run_report *report); /* results.jsonl */
bool report_tap(const struct run_report *report);     /* results.tap */
bool report_junit(const struct run_report *report);   /* junit.xml */

/* Ends one of them, in the report's directory; false says why on stderr, and how to go on
 * from the journal. */
bool report_end_file(struct whole_file *whole, const struct run_report *report,
		     const char *name);

/* Lines that the results of all programs have: the backends that aren't there; and of a
 * session, what the machine and the plan say of it, to which each adds its own. */
void report_put_unavailable(FILE *file, const struct run_report *report);
json_t *report_session_head(const struct run_report *report, const struct session *session);

/* Matrix, what changed between versions, every red verdict in full (silent wrong
 * results first), and totals, on standard output. */
void report_console(const struct run_report *report);

/* One failure in full; a recorded one with its reason and its controls. */
void report_failure(const struct run_report *report, const struct judged *judged);

/* A text in the colour of the verdict, on a terminal that shall have colours. */
void report_verdict(enum verdict verdict, const char *text);

/* The second of these: fixed, broken, different, from version to version. */
void report_versions(const struct run_report *report);

/* Why that it passes is no evidence on this machine; NULL: it is. */
const char *report_inconclusive(const struct judged *judged);

/* The command that runs just this check again. */
void report_again(const struct judged *judged, char *text, size_t size);

/* Says that it is of `conformance run`, where there is no make: before anything else is
 * told. */
void report_in_place(void);

/* With so few checks selected the user wants to know all of each. */
enum { REPORT_FEW = 16 };

/* Says that this run is of the mutated build: before anything else is told. */
void report_of_mutations(void);
bool report_is_of_mutations(void);

/* Which mutations aren't seen, on standard output; how many. */
int report_mutations(const struct run_report *report);

/*
 * The conformance tests proper: a cmocka group per backend and machine, a test
 * per check, each asserting on its observation. Their output goes to
 * cmocka.txt, its closing lines to standard output. How many did not pass.
 */
int report_groups(const struct run_report *report);

#endif
