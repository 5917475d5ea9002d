/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "progress.h"

#include "clock.h"

#include <stdio.h>
#include <unistd.h>

enum { LINE_MS = 15000, DRAW_MS = 100, WIDTH = 79 };

static struct {
	size_t total, done, red;
	long long begun, drawn;
	bool terminal, active;
	char running[128];
} state;

void progress_begin(size_t total)
{
	state.total = total;
	state.done = state.red = 0;
	state.begun = state.drawn = now_ms();
	state.terminal = isatty(2);
	state.active = total > 0;
}

void progress_running(const char *machine, const char *backend, const char *check)
{
	snprintf(state.running, sizeof(state.running), "%s %s %s", machine, backend, check);
}

void progress_done(bool red)
{
	state.done++;
	state.red += red;
}

static void draw(void)
{
	long seconds = (long)((now_ms() - state.begun) / 1000);
	char line[256];
	char left[32] = "";

	state.drawn = now_ms();
	if (state.done >= 10)
		snprintf(left, sizeof(left), ", about %ld s left",
			 (long)((double)seconds / (double)state.done *
				(double)(state.total - state.done)));
	int n = snprintf(line, sizeof(line), "%zu/%zu checks, %zu red, %ld s%s  %s", state.done,
			 state.total, state.red, seconds, left,
			 state.terminal ? state.running : "");
	if (state.terminal)
		fprintf(stderr, "\r%-*.*s", WIDTH, n < WIDTH ? n : WIDTH, line);
	else
		fprintf(stderr, "%s\n", line);
}

void progress_tick(void)
{
	if (state.active && now_ms() - state.drawn >= (state.terminal ? DRAW_MS : LINE_MS))
		draw();
}

void progress_end(void)
{
	if (state.active && state.terminal)
		fprintf(stderr, "\r%*s\r", WIDTH, "");
	state.active = false;
}
