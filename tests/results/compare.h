/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Two runs beside each other, check by check. A backend on a machine stands beside the
 * same of the other run; where that has it in another version only ("qemu@own" and
 * "qemu@trixie"), beside the newest that nothing else stands for.
 */
#ifndef COMPARE_H
#define COMPARE_H

#include "expectations.h"
#include "results_file.h"

enum change {
	CHANGE_WORSE,	  /* passed, or was refused cleanly, and isn't any more */
	CHANGE_UNSAID,	  /* the harness broke now, and didn't then */
	CHANGE_DIFFERENT, /* fails in another way */
	CHANGE_BETTER,	  /* passes now, or is refused cleanly */
	CHANGE_GONE,	  /* was there then only */
	CHANGE_NEW,	  /* is there now only */
	CHANGE_COUNT,
	CHANGE_NONE = CHANGE_COUNT, /* the same, by the rule of a recorded race too */
};
extern const char *const change_names[CHANGE_COUNT];

struct changed {
	enum change change;
	const struct result *before, *after; /* NULL where it isn't there */
};

struct comparison {
	const struct results *before, *after;
	/* Of each session of `after`, that of `before` beside it; NULL: none. */
	const struct results_session **partners;
	struct changed *list; /* without what is the same; session by session */
	size_t count, same;
	size_t counts[CHANGE_COUNT];
};

/* Of one check in both. What may differ from run to run is in `recorded`. */
enum change change_of(const struct result *before, const struct result *after,
		      const struct deviations *recorded);

/* Both results must outlive it; it is freed by comparison_free. False: no memory. */
bool compare(const struct results *before, const struct results *after,
	     const struct expectations *recorded, size_t recorded_count,
	     struct comparison *comparison);
void comparison_free(struct comparison *comparison);

/* In plain words on standard output, a paragraph for each backend and machine. */
void comparison_print(const struct comparison *comparison);

/* Have the two no check in common? Then nothing was compared. */
bool comparison_is_empty(const struct comparison *comparison);

/* Is it in the half that must not happen? */
static inline bool change_is_red(enum change change)
{
	return change == CHANGE_WORSE || change == CHANGE_UNSAID;
}

/* `conformance compare BEFORE AFTER`: 0, or 1 if anything is worse or unsaid. */
int compare_command(int argc, char **argv);

#endif
