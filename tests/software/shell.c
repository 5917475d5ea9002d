/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "shell.h"

#include "container.h"
#include "logs.h"
#include "workload.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WAIT_MS = 20, TEXT_SHOWN = 120 };

/* One workload a process. */
static struct {
	int count;   /* of commands */
	size_t from; /* of standard output: where that of the next command begins */
} shell;

static bool goes_on(const struct container *c)
{
	return c->pid > 0 && c->record->observation == OBSERVED_PASS;
}

/* The first line of a command: what names it in a symptom. */
static const char *named(const char *command)
{
	static char name[TEXT_SHOWN];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(command, "\n"), command);
	return name;
}

static void fail(struct container *c, enum observation observation, const char *where,
		 const char *how, const char *command, const char *got)
{
	struct record *r = c->record;

	r->observation = observation;
	snprintf(r->where, sizeof(r->where), "%s", where);
	snprintf(r->symptom, sizeof(r->symptom), "%s: %s", how, named(command));
	text_clean(r->got, sizeof(r->got), got, strlen(got));
}

static bool is_crash(int status)
{
	static const int numbers[] = {
		SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (status == 128 + numbers[i])
			return true;
	return false;
}

/* The engine, and with it the container, has gone while something was typed. */
static void ended(struct container *c, const char *where, const char *command)
{
	char got[TEXT_SHOWN + 64];
	int status = container_wait(c);

	if (status < 0)
		return; /* at its time limit: a hang, which is told as such */
	snprintf(got, sizeof(got), "exit status %d; it printed \"%.*s\"", status, TEXT_SHOWN,
		 shell_rest(c));
	fail(c, is_crash(status) ? OBSERVED_CRASH : OBSERVED_WRONG, where, "the shell ended in",
	     command, got);
}

static bool send(struct container *c, const char *text, size_t size)
{
	while (size) {
		ssize_t n = write(c->input, text, size);

		if (n < 0 && errno != EAGAIN)
			return false;
		if (n > 0) {
			text += n;
			size -= (size_t)n;
		} else if (!container_pump(c)) {
			return false;
		} else {
			poll(NULL, 0, WAIT_MS);
		}
	}
	return true;
}

void shell_start(struct container *c)
{
	static const char *const argv[] = { "/bin/sh", NULL };

	container_set_environment(c, "LC_ALL=C.UTF-8");
	container_start(c, argv);
	shell_must(c, HOST_WHERE, "mkdir -m 777 /logs && cd /tmp", 0);
}

/* What it prints ends with a line of the shell's: the number, and the exit status. */
static char *read_until(struct container *c, const char *mark, size_t *length)
{
	for (;;) {
		const struct output *o = &c->written[0];
		char *at = o->size > shell.from
				   ? memmem(o->text + shell.from, o->size - shell.from, mark,
					    strlen(mark))
				   : NULL;

		if (at && strchr(at + strlen(mark), '\n')) {
			*length = (size_t)(at - (o->text + shell.from));
			return at;
		}
		if (!container_pump(c))
			return NULL;
	}
}

int shell_type(struct container *c, const char *where, const char *command, const char **output)
{
	char mark[32];
	char *typed;
	size_t length;

	if (output)
		*output = "";
	if (!goes_on(c))
		return -1;
	shell.count++;
	snprintf(mark, sizeof(mark), "\n@@%d ", shell.count);

	int size = asprintf(&typed, "{\n%s\n} < /dev/null; printf '\\n@@%d %%d\\n' $?\n",
			    command, shell.count);

	if (size < 0)
		container_broken(c, "out of memory");

	char *at = send(c, typed, (size_t)size) ? read_until(c, mark, &length) : NULL;

	free(typed);
	if (!at) {
		ended(c, where, command);
		return -1;
	}

	const int status = atoi(at + strlen(mark));
	const char *start = c->written[0].text + shell.from;

	*at = 0;
	logs_dialogue(command, start, status);
	if (output)
		*output = start;
	shell.from = (size_t)(strchr(at + strlen(mark), '\n') + 1 - c->written[0].text);
	return status;
}

static void end_as(struct container *c, const char *where, const char *command, int status,
		   int wanted, const char *output)
{
	char got[200];

	if (status < 0 || status == wanted)
		return;
	snprintf(got, sizeof(got), "exit status %d, wanted %d; it printed \"%.100s\"", status,
		 wanted, output);
	if (is_crash(status))
		fail(c, OBSERVED_CRASH, where, sigabbrev_np(status - 128), command, got);
	else
		fail(c, OBSERVED_WRONG, where, "exit status of", command, got);
}

void shell_must(struct container *c, const char *where, const char *command, int wanted)
{
	const char *output;
	const int status = shell_type(c, where, command, &output);

	end_as(c, where, command, status, wanted, output);
}

void shell_says(struct container *c, const char *where, const char *command, const char *wanted)
{
	const char *output;
	const int status = shell_type(c, where, command, &output);
	char got[2 * TEXT_SHOWN + 32];

	end_as(c, where, command, status, 0, output);
	if (!goes_on(c) || strcmp(output, wanted) == 0)
		return;
	/* From the first line that differs. */
	size_t same = 0;

	while (output[same] && output[same] == wanted[same])
		same++;
	while (same && wanted[same - 1] != '\n')
		same--;
	snprintf(got, sizeof(got), "\"%.*s\", wanted \"%.*s\"", TEXT_SHOWN, output + same,
		 TEXT_SHOWN, wanted + same);
	fail(c, OBSERVED_WRONG, where, "answer of", command, got);
}

void shell_until(struct container *c, const char *where, const char *command)
{
	enum { TRIES = 60 };
	char *loop;

	if (asprintf(&loop,
		     "n=0; until %s; do n=$((n + 1)); [ $n -lt %d ] || break; sleep 0.5; done; "
		     "[ $n -lt %d ]",
		     command, TRIES, TRIES) < 0)
		container_broken(c, "out of memory");

	const char *output;
	const int status = shell_type(c, where, loop, &output);

	end_as(c, where, command, status, 0, output);
	free(loop);
}

void shell_write(struct container *c, const char *where, const char *path, const char *text)
{
	char *command;

	if (asprintf(&command, "cat > %s <<'END-OF-FILE'\n%s\nEND-OF-FILE", path, text) < 0)
		container_broken(c, "out of memory");
	shell_must(c, where, command, 0);
	free(command);
}

void shell_spoil(struct container *c, const char *where, const char *command)
{
	if (((const struct workload *)c->launch.check.test->data)->spoiled)
		shell_must(c, where, command, 0);
}

const char *shell_rest(struct container *c)
{
	return c->written[0].size > shell.from ? c->written[0].text + shell.from : "";
}

void shell_end(struct container *c)
{
	/* What still runs goes with its init; the input's end is the shell's. */
	if (c->pid > 0)
		container_wait(c);
	if (c->hung || c->record->observation != OBSERVED_PASS)
		logs_keep(c);
}

void workload_drive(struct container *c)
{
	shell_start(c);
	((const struct workload *)c->launch.check.test->data)->steps(c);
	shell_end(c);
}
