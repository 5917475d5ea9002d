/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "litmus.h"

#include <stdio.h>
#include <string.h>

/* An access of any size is one of 64 bits here: the model asks for their order. */
static void write_access(struct litmus_writer *w, int t, int k, const struct operation *o)
{
	const struct family *f = w->test->family;
	const char at = f->threads[t].at[k];
	const int value = litmus_value(f, t, k);

	if (o ? o->kind == OPERATION_LOAD : f->threads[t].letters[k] == 'R') {
		const char *to = k ? "rcx" : "rax";

		litmus_row(w, t, "movq (%c),%%%s", at, to);
		litmus_observe(w, "%d:%s", t, to);
	} else if (!o || o->kind == OPERATION_STORE) {
		litmus_row(w, t, "movq $%d,(%c)", value, at);
	} else if (o->update == UPDATE_ADD) {
		litmus_row(w, t, "lock addq $%d,(%c)", value, at);
	} else {
		const char *from = k ? "r9" : "r8";

		litmus_init(w, "%d:%s=%d; ", t, from, value);
		litmus_row(w, t, "xchgq %%%s,(%c)", from, at);
		if (o->compares)
			snprintf(w->litmus->found[t], sizeof(w->litmus->found[t]), "%d:%s", t,
				 from);
	}
}

void litmus_x86(const struct test *test, struct litmus *litmus)
{
	struct litmus_writer w = { .test = test, .litmus = litmus };
	const struct family *f = test->family;

	memset(litmus, 0, sizeof(*litmus));
	litmus_init(&w, "uint64_t x; uint64_t y; uint64_t z; ");
	for (int t = 0; t < THREADS_MOST && f->threads[t].letters; t++) {
		struct shape shape = { .between = NULL };

		if (test->bodies[t])
			shape_of(test->bodies[t], &shape);
		for (int k = 0; f->threads[t].letters[k]; k++) {
			write_access(&w, t, k, shape.access[k]);
			if (k || !f->threads[t].letters[1])
				continue;
			if (!test->bodies[t]) {
				litmus_row(&w, t, "mfence");
			} else if (shape.between->kind == OPERATION_LOCKED_ELSEWHERE) {
				char own[8];
				char text[ROW_BYTES];

				snprintf(own, sizeof(own), "e%d", t);
				litmus_init(&w, "uint64_t %s; ", own);
				/* The table's own text, which has one %s. */
				const char *hole = strstr(shape.between->x86, "%s");

				snprintf(text, sizeof(text), "%.*s%s%s",
					 (int)(hole - shape.between->x86), shape.between->x86,
					 own, hole + 2);
				litmus_row(&w, t, "%s", text);
			} else if (shape.between->x86[0]) {
				litmus_row(&w, t, "%s", shape.between->x86);
			}
		}
	}
	litmus_finish(&w);
}
