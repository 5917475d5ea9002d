/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * herd7, by its own loader and libraries (fixtures/images/herdtools.recipe). It is
 * asked once for each text, however many tests have the same, in this run and later.
 */
#ifndef ORDER_HERD_H
#define ORDER_HERD_H

#include "litmus.h"

enum herd_language { HERD_X86, HERD_ARM };

struct herd; /* all that was asked, and what it said */

/* Files go into the directory; NULL fills `why`. */
struct herd *herd_open(const char *image, const char *directory, char *why, size_t size);

/* Asks for a test: its number, which is the same for the same text; -1: no memory. */
int herd_add(struct herd *herd, enum herd_language language, const char *text);

/* Has herd7 answer what was asked since the last time. False fills `why`. */
bool herd_run(struct herd *herd, char *why, size_t size);

/* Its final states, one a line, as "0:X3=1; [x]=2;"; NULL: it could not read the test,
 * and *trouble says what it complained of. */
const char *herd_states(const struct herd *herd, int number, const char **trouble);

/* Where its text is. */
void herd_path(const struct herd *herd, int number, char *path, size_t size);

/* Writes it to a file of its own, NAME.litmus, with a condition, as herd7 has them
 * ("1:X1=1 /\\ 1:X3=0"). False fills `why`. */
bool herd_write(const struct herd *herd, int number, const char *directory, const char *name,
		const char *condition, char *why, size_t size);

/* Of each NAME.litmus in the directory has herd7 write NAME.dot: the first execution that
 * fulfils its condition, the threads side by side, for graphviz' neato. At most
 * DRAWN_MOST. False fills `why`. */
enum { DRAWN_MOST = 64 };
bool herd_draw(const struct herd *herd, const char *directory, const char *const *names,
	       size_t count, char *why, size_t size);

size_t herd_count(const struct herd *herd);

#endif
