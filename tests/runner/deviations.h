/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The recorded deviations.
 *
 * tests/expect/BACKEND.txt holds paragraphs of "Field: value" lines (deb822;
 * a line that starts with a blank continues the one before, # is a comment):
 *   Case:      a case's name, or a shell pattern; or several
 *   Flavour: Machine: Version: Build:   a pattern, or several; absent
 *                                        means any
 *   Engine:    a pattern; absent means any
 *   Fails:     OBSERVATION SYMPTOM       how; the symptom is a pattern
 *   Forms:     names or patterns         of instruction forms, where the symptom is "forms"
 *   Sometimes: yes                       it passes at other times
 *   Varies:    yes                       it fails in other ways at other times
 *   Link:      the upstream thread, and/or
 *   Reason:    why, in words
 * The first paragraph that fits a check counts; of those with Forms all that fit do,
 * and together they name every form that fails and no other. One without a link or reason
 * refuses the run, as does one that varies without a reason; one with a Case
 * that fits no case at all is STALE.
 */
#ifndef DEVIATIONS_H
#define DEVIATIONS_H

#include "record.h"

struct deviation {
	char patterns[1024], flavour[64], machine[64], versions[64], build[64], engine[32];
	enum observation observation;
	char symptom[2048];
	char *forms; /* NULL: not of forms */
	bool sometimes, varies;
	char link[256];
	char reason[1024];
	char file[256];
	int line;
};

struct deviations {
	struct deviation *list;
	size_t count;
};

/*
 * Reads one backend's file into a fresh list, which the caller frees with
 * deviations_free; an absent file is an empty list. False fills `why` with
 * file, line and what to do.
 */
bool deviations_read(const char *path, struct deviations *deviations, char *why, size_t size);
void deviations_free(struct deviations *deviations);

/* Fits it any case of the registry? */
bool deviation_is_stale(const struct deviation *deviation);

#endif
