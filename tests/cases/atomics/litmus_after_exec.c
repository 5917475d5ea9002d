/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The order of stores holds between processes as well, and after execve(2),
 * where the processor's own x86 order, if a translator had switched it on, may
 * be lost. An emulator on an x86_64 host can't show a violation.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void publish(struct litmus_cell *cell, uint64_t loaded[2])
{
	(void)loaded;
	__asm__ volatile("movq $1, %0\n\tmovq $1, %1"
			 : "=m"(cell->x.value), "=m"(cell->y.value));
}

static void read_back(struct litmus_cell *cell, uint64_t loaded[2])
{
	uint64_t flag;
	uint64_t data;

	__asm__ volatile("movq %3, %0\n\t" MUTATE("movq %2, %1", "xorl %k1, %k1")
			 : "=&r"(flag), "=&r"(data)
			 : "m"(cell->x.value), "m"(cell->y.value));
	loaded[0] = flag;
	loaded[1] = data;
}

static int judge(uint64_t loaded[LITMUS_THREADS][2])
{
	return loaded[1][0] == 1 && loaded[1][1] == 0;
}

static const struct litmus empty;

/* Descriptors that both programs know. */
enum { SHARED_FD = 100, READY_FD };

int guest_main(void)
{
	const bool child = guest_role("reader");

	if (!child) {
		int fd = MUST(memfd_create, "litmus", 0);

		MUST(write, fd, &empty, sizeof(empty));
		MUST(dup2, fd, SHARED_FD);
	}

	struct litmus *l =
		MUST(mmap, NULL, sizeof(*l), PROT_READ | PROT_WRITE, MAP_SHARED, SHARED_FD, 0);

	if (child) {
		MUST(write, READY_FD, "r", 1);
		litmus_run(l, 1, read_back, judge);
		return 0;
	}
	l->meeting.threads = 2;

	int ready[2];
	char byte;

	MUST(pipe, ready);
	MUST(dup2, ready[1], READY_FD);
	close(ready[1]);

	const char *argv[] = { GUEST_SELF, "reader", NULL };
	long pid = MUST_SYS(clone, 17 /* SIGCHLD */, 0, 0, 0, 0);

	if (pid == 0) {
		SYS(execve, GUEST_SELF, argv, guest_envp);
		SYS(exit_group, 126);
	}
	close(READY_FD);
	if (EXPECT(read(ready[0], &byte, 1), ==, 1))
		litmus_run(l, 0, publish, judge);
	EXPECT(guest_wait((int)pid), ==, 0);
	TRIED(LITMUS_CELLS * LITMUS_ROUNDS, l->forbidden);
	EXPECT(l->forbidden, ==, 0);
	return 0;
}

#else

CASE(litmus_after_exec, .rule = "MM-1",
     .summary = "stores are seen in order across processes and after execve(2)",
     .issues = { "https://github.com/AsahiLinux/linux/issues/189" }, .x86_64_only = true,
     .memory_order = true, .seconds = 10, .shared = true);

#endif
