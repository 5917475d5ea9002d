/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * glibc's posix_spawn and Go's os/exec create their child by
 * clone(CLONE_VM | CLONE_VFORK) on a stack of its own.
 */
#include "case.h"

#ifdef GUEST

#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STACK = 65536 };

static volatile int shared = 1;
static volatile uintptr_t child_stack;
static int thread_word = 5;
static char *stack;

static int child(void *argument)
{
	int local;

	child_stack = (uintptr_t)&local;
	shared = *(int *)argument;
	_exit(21);
}

static int start(int flags, int *argument)
{
#ifdef GUEST_STATIC
	/* Of fixtures/guest/start-static.c; the child finds both on its stack. */
	long static_clone(unsigned long flags, void *top, int *parent_tid, int *child_tid,
			  void *tls);
	void **top = (void **)(stack + STACK) - 2;

	top[0] = (void *)child;
	top[1] = argument;

	long r = static_clone((unsigned long)flags, top, NULL, &thread_word, NULL);

	return r < 0 ? -1 : (int)r;
#else
	return clone(child, stack + STACK, flags, argument, NULL, NULL, &thread_word);
#endif
}

int guest_main(void)
{
	int value = 42;

	stack = MUST(mmap, NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		     0);

	int pid = start(MUTATE(CLONE_VM |, ) CLONE_VFORK | SIGCHLD, &value);

	if (!EXPECT(pid, >, 0))
		return 1;
	EXPECT_ROW("CLONE_VM: the child's change is there", shared, ==, 42);
	EXPECT_ROW("the child ran on its own stack", child_stack - (uintptr_t)stack < STACK, ==,
		   true);
	EXPECT_ROW("its exit status", guest_wait(pid) >> 8, ==, 21);

	/* Control: without CLONE_VM the memory is the child's own copy. */
	shared = 1;
	pid = start(SIGCHLD, &value);
	EXPECT_ROW("without CLONE_VM: its exit status", guest_wait(pid) >> 8, ==, 21);
	EXPECT_ROW("without CLONE_VM the change is not", shared, ==, 1);

	/* Another signal than SIGCHLD makes it a child of __WALL only. */
	int status = 0;

	pid = start(CLONE_VM | CLONE_VFORK | CLONE_CHILD_CLEARTID, &value);
	EXPECT_ROW("CLONE_CHILD_CLEARTID clears the word", thread_word, ==, 0);
	EXPECT_ERROR(waitpid(pid, &status, 0), ECHILD);
	EXPECT(waitpid(pid, &status, __WALL), ==, pid);
	return 0;
}

#else

CASE(clone_own_stack, .rule = "PROC-2", .shared = true,
     .summary = "clone(2) with CLONE_VM and CLONE_VFORK runs a child on a stack given to it",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/2698" });

#endif
