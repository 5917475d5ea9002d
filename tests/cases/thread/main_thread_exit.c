/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * exit(2) ends one thread, exit_group(2) all of them, whichever thread calls
 * it: a daemon's first thread may leave while its others serve on.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int first_is_there = 1;

/* The kernel clears the word that set_tid_address(2) named. */
static bool first_has_left(void)
{
	const struct timespec limit = { 12, 0 };

	while (__atomic_load_n(&first_is_there, __ATOMIC_SEQ_CST))
		if (syscall(SYS_futex, &first_is_there, (long)FUTEX_WAIT, 1L, &limit) < 0 &&
		    errno == ETIMEDOUT)
			return false;
	return true;
}

static int end_process(void *argument)
{
	(void)argument;
	EXPECT_ROW("the first thread's end clears its word", first_has_left(), ==, true);
	SYS(exit_group, 7);
	return 0;
}

static int end_itself(void *argument)
{
	(void)argument;
	first_has_left();
	SYS(exit, 4);
	return 0;
}

static int end_all(void *argument)
{
	(void)argument;
	SYS(exit_group, 9);
	return 0;
}

static int status_of(int (*second)(void *), bool first_leaves)
{
	int pid = MUST(fork);

	if (pid == 0) {
		static struct guest_thread thread;
		int ends[2];
		char byte;

		MUST(pipe, ends);
		MUST(syscall, SYS_set_tid_address, &first_is_there);
		MUST(thread_start, &thread, second, NULL);
		if (first_leaves)
			MUTATE(SYS(exit, 3), SYS(exit_group, 3));
		/* Its own writing end is open: this never returns. */
		SYS(read, ends[0], &byte, 1);
		SYS(exit_group, 5);
	}
	return guest_wait(pid);
}

int guest_main(void)
{
	int status = status_of(end_process, true);

	EXPECT_ROW("the process lives on after its first thread",
		   WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==, 7);
	status = status_of(end_itself, true);
	/* Whose status that gives, kernels disagree on (since 5.18 its own). */
	EXPECT_ROW("the last thread's exit(2) ends the process", !!WIFEXITED(status), ==, true);
	status = status_of(end_all, false);
	EXPECT_ROW("exit_group of another thread ends the waiting first one",
		   WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==, 9);
	return 0;
}

#else

CASE(main_thread_exit, .rule = "THREAD-7", .shared = true,
     .summary = "exit(2) ends one thread and exit_group(2) the process");

#endif
