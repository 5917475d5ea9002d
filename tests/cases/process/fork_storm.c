/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Builds and test runners fork by the dozen, some of them from several
 * threads at once; a translator must not carry a lock of another thread into
 * the child.
 */
#include "case.h"

#ifdef GUEST

#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 50, THREADS = 4, EACH = 8 };

static int fork_some(void *argument)
{
	int wrong = 0;

	(void)argument;
	for (int i = 0; i < EACH; i++) {
		int pid = fork();

		if (pid == 0)
			MUTATE(SYS(exit_group, 10 + i), __builtin_trap());
		wrong += guest_wait(pid) != (10 + i) << 8;
	}
	return wrong;
}

int guest_main(void)
{
	static struct guest_thread threads[THREADS];
	int pids[CHILDREN];
	int sum = 0;
	int wrong = 0;
	int ends[2];

	MUST(pipe, ends);
	for (int i = 0; i < CHILDREN; i++) {
		pids[i] = MUST(fork);
		if (pids[i] == 0) {
			int value = 1000 + i;

			guest_write_all(ends[1], &value, sizeof(value));
			_exit(i);
		}
	}
	close(ends[1]);
	for (int value; read(ends[0], &value, sizeof(value)) == sizeof(value);)
		sum += value;
	EXPECT_ROW("what all children have written", sum, ==,
		   CHILDREN * 1000 + CHILDREN * (CHILDREN - 1) / 2);
	for (int i = 0; i < CHILDREN; i++)
		wrong += guest_wait(pids[i]) != i << 8;
	TRIED(CHILDREN, wrong);
	EXPECT_ROW("children with another exit status", wrong, ==, 0);

	for (int i = 0; i < THREADS; i++)
		MUST(thread_start, &threads[i], fork_some, NULL);
	wrong = 0;
	for (int i = 0; i < THREADS; i++)
		wrong += thread_join(&threads[i]);
	TRIED(THREADS * EACH, wrong);
	EXPECT_ROW("children of threads with another status", wrong, ==, 0);
	return 0;
}

#else

CASE(fork_storm, .rule = "PROC-9", .shared = true,
     .summary = "fifty children at once, and forks from four threads, all end as they should",
     .issues = { "https://github.com/apple/container/issues/293",
		 "https://github.com/orbstack/orbstack/issues/380" },
     .seconds = 30);

#endif
