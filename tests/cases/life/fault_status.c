/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program that faults dies by the signal of its fault, not by one of the
 * translator's own making. */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Zero, which a compiler cannot know. */
static volatile uintptr_t nowhere;

static void null_write(void)
{
	*(volatile int *)nowhere = 1;
}

static void call_nowhere(void)
{
	((void (*)(void))nowhere)();
}

static void no_instruction(void)
{
#ifdef __x86_64__
	__asm__ volatile("ud2");
#else
	__asm__ volatile(".inst 0");
#endif
}

static void breakpoint(void)
{
#ifdef __x86_64__
	__asm__ volatile("int3");
#else
	__asm__ volatile("brk #0");
#endif
}

#ifdef __x86_64__
static void divide_by_zero(void)
{
	unsigned low = 1;
	unsigned high = 0;

	__asm__ volatile("div %2" : "+a"(low), "+d"(high) : "r"(0));
}

static void privileged_instruction(void)
{
	__asm__ volatile("hlt");
}
#endif

static void beyond_file_end(void)
{
	int fd = MUST(memfd_create, "empty", 0);
	volatile char *map = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);

	if ((void *)map != MAP_FAILED)
		_exit(*map + 18);
}

static const struct {
	const char *name;
	void (*fault)(void);
	int number;
} rows[] = {
	{ "a write to address 0", null_write, SIGSEGV },
	{ "a call of address 0", call_nowhere, SIGSEGV },
	{ "an undefined instruction", no_instruction, SIGILL },
	{ "a breakpoint", breakpoint, SIGTRAP },
#ifdef __x86_64__
	{ "a division by zero", divide_by_zero, SIGFPE },
	{ "a privileged instruction", privileged_instruction, SIGSEGV },
#endif
	{ "a read beyond the end of a mapped file", beyond_file_end, SIGBUS },
};

int guest_main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pid_t pid = MUST(fork);

		if (pid == 0) {
			MUTATE(, kill(getpid(), SIGABRT));
			rows[i].fault();
			_exit(17);
		}

		int status = guest_wait(pid);

		if (EXPECT_ROW(rows[i].name, WIFSIGNALED(status), !=, 0))
			EXPECT_ROW(rows[i].name, WTERMSIG(status), ==, rows[i].number);
	}
	return 0;
}

#else

CASE(fault_status, .rule = "LIFE-2",
     .summary = "a fault's signal is the one in the wait status",
     .issues = { "https://github.com/docker/for-mac/issues/5123" }, .shared = true);

#endif
