/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The three entries of the vsyscall page at ffffffffff600000, for programs
 * linked with a libc from before 2012, CentOS 6 for one. A kernel may be built
 * or booted without it: then a call raises SIGSEGV, which every such program
 * dies of, and nothing else happens.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#include <time.h>

static long result;
static long seconds;
static unsigned cpu;

#define CALL MUTATE("call *%1", "mov $-38, %0")

/* In seconds, however wrong the machine's clock may be. */
static long now(void)
{
	struct timespec t = { 0, 0 };

	MUST(clock_gettime, CLOCK_REALTIME, &t);
	return t.tv_sec;
}

static long enter(uint64_t address, void *a, void *b, void *c)
{
	long value;

	__asm__ volatile("lea -128(%%rsp), %%rsp\n\t" CALL "\n\tlea 128(%%rsp), %%rsp"
			 : "=a"(value), "+r"(address), "+D"(a), "+S"(b), "+d"(c)
			 :
			 : "rcx", "r8", "r9", "r10", "r11", "memory", "cc");
	return value;
}

static void call_gettimeofday(void)
{
	struct timeval time = { 0, -1 };
	const long before = now();

	result = enter(0xffffffffff600000, &time, NULL, NULL);
	EXPECT(result, ==, 0L);
	EXPECT(time.tv_sec >= before && time.tv_sec <= now(), ==, 1);
	EXPECT(time.tv_usec >= 0 && time.tv_usec < 1000000, ==, 1);
}

static void call_time(void)
{
	const long before = now();

	/* By the tick: up to one behind the others. */
	result = enter(0xffffffffff600400, &seconds, NULL, NULL);
	EXPECT(result >= before - 1 && result <= now(), ==, 1);
	EXPECT(seconds, ==, result);
}

static void call_getcpu(void)
{
	result = enter(0xffffffffff600800, &cpu, NULL, NULL);
	EXPECT(result, ==, 0L);
	EXPECT(cpu, <, 65536U);
}

int guest_main(void)
{
	static const struct {
		const char *claim, *name;
		void (*call)(void);
	} entries[] = {
		{ "gettimeofday works or raises SIGSEGV", "gettimeofday", call_gettimeofday },
		{ "time works or raises SIGSEGV", "time", call_time },
		{ "getcpu works or raises SIGSEGV", "getcpu", call_getcpu },
	};

	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
		const int signal = fault_of(entries[i].call).signal;

		EXPECT_ROW(entries[i].claim, signal == 0 || signal == SIGSEGV, ==, true);
		NOTE(entries[i].name, "%s", signal ? "vsyscall=none" : "works");
	}
	return 0;
}

#else

CASE(vsyscall_page, .rule = "TIME-1", .shared = true,
     .summary = "a call into the vsyscall page works, or raises SIGSEGV as vsyscall=none does",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5544" }, .x86_64_only = true);

#endif
