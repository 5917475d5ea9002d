/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "litmus.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void litmus_row(struct litmus_writer *w, int t, const char *format, ...)
{
	va_list args;

	if (w->row_count[t] == ROWS_MOST) {
		snprintf(w->litmus->why, sizeof(w->litmus->why), "more than %d instructions",
			 ROWS_MOST);
		return;
	}
	va_start(args, format);
	vsnprintf(w->rows[t][w->row_count[t]++], ROW_BYTES, format, args);
	va_end(args);
}

void litmus_init(struct litmus_writer *w, const char *format, ...)
{
	const size_t used = strlen(w->init);
	va_list args;

	va_start(args, format);
	vsnprintf(w->init + used, sizeof(w->init) - used, format, args);
	va_end(args);
}

void litmus_observe(struct litmus_writer *w, const char *format, ...)
{
	va_list args;

	if (w->litmus->count == OBSERVED_MOST)
		return;
	va_start(args, format);
	vsnprintf(w->litmus->observed[w->litmus->count++], sizeof(w->litmus->observed[0]),
		  format, args);
	va_end(args);
}

int litmus_value(const struct family *f, int thread, int access)
{
	int value = 0;

	for (int t = 0; t < THREADS_MOST && f->threads[t].letters; t++)
		for (int k = 0; f->threads[t].letters[k]; k++) {
			if (f->threads[t].letters[k] != 'W' ||
			    f->threads[t].at[k] != f->threads[thread].at[access])
				continue;
			value++;
			if (t == thread && k == access)
				return value;
		}
	return value;
}

/* A location that several write shows in which order they did. */
static void observe_locations(struct litmus_writer *w)
{
	for (int at = 'x'; at <= 'z'; at++) {
		const struct family *f = w->test->family;
		int writers = 0;

		for (int t = 0; t < THREADS_MOST && f->threads[t].letters; t++)
			for (int k = 0; f->threads[t].letters[k]; k++)
				writers += f->threads[t].letters[k] == 'W' &&
					   f->threads[t].at[k] == at;
		if (writers > 1)
			litmus_observe(w, "[%c]", at);
	}
}

void litmus_finish(struct litmus_writer *w)
{
	struct litmus *l = w->litmus;
	char *to = l->text;
	size_t room = sizeof(l->text);
	int threads = 0;
	int rows = 0;

#define PUT(...)                                                                               \
	do {                                                                                   \
		const size_t n_ = (size_t)snprintf(to, room, __VA_ARGS__);                     \
		const size_t used_ = n_ < room ? n_ : room - 1;                                \
		to += used_;                                                                   \
		room -= used_;                                                                 \
	} while (0)

	observe_locations(w);
	while (threads < THREADS_MOST && w->test->family->threads[threads].letters) {
		if (rows < w->row_count[threads])
			rows = w->row_count[threads];
		threads++;
	}
	/* Its name is its number, which herd.c gives it: so equal tests have equal texts. */
	PUT("{ %s }\n", w->init);
	for (int t = 0; t < threads; t++)
		PUT("%s P%d", t ? " |" : "", t);
	PUT(" ;\n");
	for (int r = 0; r < rows; r++) {
		for (int t = 0; t < threads; t++)
			PUT("%s %s", t ? " |" : "", r < w->row_count[t] ? w->rows[t][r] : "");
		PUT(" ;\n");
	}
	PUT("locations [");
	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->observed[i];

		if (*name == '[')
			PUT("%c;", name[1]);
		else
			PUT("%s;", name);
	}
	for (int t = 0; t < threads; t++) {
		if (l->done[t][0])
			PUT("%s;", l->done[t]);
		if (l->found[t][0])
			PUT("%s;", l->found[t]);
	}
	PUT("]\n");
	if (room < 2)
		snprintf(l->why, sizeof(l->why), "too long");
#undef PUT
}
