/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A litmus test in herd7's languages: once as x86 promises it, once as a translator
 * does it. What is observed is the same list in both.
 */
#ifndef ORDER_LITMUS_H
#define ORDER_LITMUS_H

#include "capture.h"
#include "families.h"

enum { OBSERVED_MOST = 8, ROWS_MOST = 96, ROW_BYTES = 48, LITMUS_BYTES = 32768 };

/* One test. A thread without a body is the ideal one, with a full fence between
 * its accesses: so what fails is a failure of the others. */
struct test {
	char name[96];
	const struct family *family;
	const char *bodies[THREADS_MOST];
	/* An access of many bytes is judged by its first and by its last one. */
	bool last_byte;
};

struct litmus {
	char text[LITMUS_BYTES];
	char observed[OBSERVED_MOST][16]; /* "1:X3", "[x]" */
	size_t count;
	/* "0:X28": 1 if the thread has gone to its end; where a store exclusive fails it
	 * would try again, which is the same once more. */
	char done[THREADS_MOST][16];
	/* "0:X5": what a compare and swap has found: 0, or it has not stored, and the program
	 * would do something else. */
	char found[THREADS_MOST][16];
	char why[160];	/* what can't be written; empty */
	char said[160]; /* what is written as something else that means the same */
};

/* x86 promises its order by itself; `captures` has those of the bodies, by thread. */
void litmus_x86(const struct test *test, struct litmus *litmus);
void litmus_arm(const struct test *test, const struct capture *const *captures,
		struct litmus *litmus);

/* Rows of instructions, and the values that registers begin with. */
struct litmus_writer {
	const struct test *test;
	struct litmus *litmus;
	char rows[THREADS_MOST][ROWS_MOST][ROW_BYTES];
	int row_count[THREADS_MOST];
	char init[4096];
};

void litmus_row(struct litmus_writer *w, int thread, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void litmus_init(struct litmus_writer *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void litmus_observe(struct litmus_writer *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void litmus_finish(struct litmus_writer *w);

/* The value that this access stores: the writers of a location count from 1. */
int litmus_value(const struct family *family, int thread, int access);

#endif
