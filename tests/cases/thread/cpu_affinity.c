/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Runtimes size their thread pools by the CPUs that they may use, pin threads
 * and ask on which CPU they are. */
#include "case.h"

#ifdef GUEST

#include <sched.h>
#include <string.h>
#include <unistd.h>

enum { BYTES = 1024, MOST = 4 }; /* for 8192 CPUs, as many as Linux takes */

static unsigned char allowed[BYTES];

static int allowed_count(const unsigned char *set)
{
	int count = 0;

	for (int i = 0; i < BYTES * 8; i++)
		count += set[i / 8] >> i % 8 & 1;
	return count;
}

static int pinned(void *argument)
{
	unsigned cpu = 0xffff;
	unsigned node = 0xffff;
	unsigned char set[BYTES] = { 0 };
	const int wanted = *(const int *)argument;

	set[wanted / 8] = (unsigned char)(1 << wanted % 8);
	MUTATE(EXPECT(SYS(sched_setaffinity, 0, BYTES, set), ==, 0);, )
	for (int i = 0; i < 100; i++) {
		MUST_SYS(getcpu, &cpu, &node, 0);
		if (cpu != (unsigned)wanted)
			break;
		sched_yield();
	}
	EXPECT_ROW("a pinned thread stays on its CPU", cpu == (unsigned)wanted, ==, true);
	memset(set, 0, BYTES);
	EXPECT(SYS(sched_getaffinity, 0, BYTES, set), >, 0);
	EXPECT_ROW("a pinned thread has one CPU", allowed_count(set), ==, 1);
	return 1;
}

int guest_main(void)
{
	unsigned char set[BYTES] = { 0 };
	const long size = SYS(sched_getaffinity, 0, BYTES, allowed);
	int done = 0;

	EXPECT_ROW("sched_getaffinity fills whole words", size > 0 && size % 8 == 0, ==, true);
	EXPECT(allowed_count(allowed), >, 0);
	EXPECT(SYS(sched_getaffinity, 0, 1, set), ==, -EINVAL);
	/* No CPU at all, or only one that is not there. */
	EXPECT(SYS(sched_setaffinity, 0, BYTES, set), ==, -EINVAL);

	for (int cpu = 0; cpu < BYTES * 8 && done < MOST; cpu++) {
		struct guest_thread thread;

		if (!(allowed[cpu / 8] >> cpu % 8 & 1))
			continue;
		MUST(thread_start, &thread, pinned, &cpu);
		done += thread_join(&thread);
	}
	/* The threads' masks are their own. */
	EXPECT(SYS(sched_getaffinity, 0, BYTES, set), ==, size);
	EXPECT(memcmp(set, allowed, (size_t)size), ==, 0);
	return 0;
}

#else

CASE(cpu_affinity, .rule = "THREAD-9", .shared = true,
     .summary = "a thread knows the CPUs it may use and stays on the one it is pinned to",
     .issues = { "https://github.com/orbstack/orbstack/issues/792" });

#endif
