/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Runs every body a few times, each time between two marks.
 *
 * usage: NAME thread|late|shared|signal ROUNDS [BODY,...]
 *
 * Translators order memory only where somebody could look: "thread" is a process
 * with a second thread; "late" makes it when all bodies have run, and runs them
 * again; "shared" has none and shares memory with another process; "signal" has a
 * second thread, and bodies run in a signal's handler.
 */
#include "body.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct order_page *page;
static char scratch[8192] __attribute__((aligned(64)));
static const char *wanted;
static int is_quiet;

static void mark(enum page_phase phase)
{
	if (is_quiet)
		return;
	*(volatile uint32_t *)&page->phase = phase;
	if (write(-1, page, PAGE_BYTES) >= 0)
		_exit(5);
	*(volatile uint32_t *)&page->phase = PHASE_NONE;
}

static char *cell(int number)
{
	return (char *)page + CELL_FIRST + (size_t)number * CELL_BYTES + CELL_MIDDLE;
}

static int is_wanted(const char *name)
{
	const size_t length = strlen(name);

	for (const char *p = wanted; p; p = strchr(p, ','), p = p ? p + 1 : NULL)
		if (strncmp(p, name, length) == 0 && (!p[length] || p[length] == ','))
			return 1;
	return !wanted;
}

static void run_body(const struct body *body)
{
	strncpy(page->body, body->name, BODY_NAME - 1);
	for (uint32_t round = 0; round < page->rounds; round++) {
		/* Rounds before are to have it translated. */
		const int shown = round + ROUNDS_SHOWN >= page->rounds;

		memset((char *)page + CELL_FIRST, 0, (size_t)CELLS * CELL_BYTES);
		page->round = round;
		if (shown)
			mark(PHASE_BEGIN);
		body->run(cell(0), cell(1), cell(2), scratch + 4096);
		if (shown)
			mark(PHASE_END);
	}
}

/* What the tracer says of the others, said of one that cannot be run. */
static void leave_out(const struct body *body)
{
	if (!is_quiet)
		dprintf(1, "{\"body\":\"%s\",\"trouble\":\"%s\"}\n", body->name,
			BODY_NOT_OFFERED);
}

static void run_all(int number)
{
	(void)number;
	for (const struct body *b = bodies; b->name; b++) {
		if (!is_wanted(b->name))
			continue;
		if (body_is_offered(b))
			run_body(b);
		else
			leave_out(b);
	}
}

static void *wait_for_ever(void *nothing)
{
	for (;;)
		pause();
	return nothing;
}

int main(int argc, char **argv)
{
	pthread_t thread;
	pid_t other = 0;

	if (argc < 3)
		return 2;
	wanted = argv[3];
	const int is_shared = strcmp(argv[1], "shared") == 0;

	page = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE,
		    MAP_ANONYMOUS | (is_shared ? MAP_SHARED : MAP_PRIVATE), -1, 0);
	if (page == MAP_FAILED)
		return 3;
	strncpy(page->mode, argv[1], sizeof(page->mode) - 1);
	page->rounds = (uint32_t)atoi(argv[2]);
	if (strcmp(argv[1], "late") == 0) {
		is_quiet = 1;
		run_all(0);
		is_quiet = 0;
	}
	if (is_shared) {
		other = fork();
		if (other == 0)
			wait_for_ever(NULL);
	} else if (pthread_create(&thread, NULL, wait_for_ever, NULL)) {
		return 4;
	}
	page->magic[0] = PAGE_MAGIC_0;
	page->magic[1] = PAGE_MAGIC_1;
	if (strcmp(argv[1], "signal") == 0) {
		signal(SIGUSR1, run_all);
		raise(SIGUSR1);
	} else {
		run_all(0);
	}
	if (other > 0)
		kill(other, SIGKILL);
	_exit(0);
}
