/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The results of a run as they lie in a file: results.jsonl or a journal, also
 * compressed by xz. */
#ifndef RESULTS_FILE_H
#define RESULTS_FILE_H

#include "judge.h"

/* One check, or a result of another kind. The texts live as long as the results. */
struct result {
	const char *machine;
	const char *backend; /* as selected: "qemu@trixie" */
	const char *version; /* of the backend; empty in a journal */
	const char *build;   /* of it too (struct backend_found); NULL is as empty */
	char name[160];	     /* CASE/FLAVOUR/ENGINE; of other kinds TYPE/WHAT/... */
	const char *area;    /* empty where there is none */
	enum observation observation;
	const char *symptom;  /* empty of what passed */
	enum verdict verdict; /* VERDICT_COUNT in a journal, which has none */
	long ms;
	const json_t *line; /* all that is said of it */
};

/* A backend on a machine, and its checks: they stand together. */
struct results_session {
	const char *machine, *backend, *version;
	size_t count;
};

struct results {
	json_t **lines; /* in the order of the file, those of other types too */
	size_t line_count;
	struct result *list;
	size_t count;
	struct results_session *sessions;
	size_t session_count;
	const struct result **sorted; /* for results_find */
};

/* The reference run of the project, which the name "reference" stands for. */
#define RESULTS_REFERENCE "docs/results/results.jsonl.xz"

/* False fills `why` with one line; then nothing is to be freed. */
bool results_read(const char *path, struct results *results, char *why, size_t size);
void results_free(struct results *results);

/* NULL if it has none of that name. */
const struct result *results_find(const struct results *results, const char *machine,
				  const char *backend, const char *name);

/* The translator of a label: "qemu" of "qemu@trixie"; NULL if it is none known here. */
const struct backend *backend_of_label(const char *label);

#endif
