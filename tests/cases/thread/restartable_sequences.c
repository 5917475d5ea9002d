/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* glibc registers an area for each thread, in which the kernel keeps the
 * number of the CPU; tcmalloc and sched_getcpu(3) read it there. */
#include "case.h"

#ifdef GUEST

#include <features.h>

/* glibc has registered an area before a program starts. */
#if defined(__GLIBC__) && !defined(GUEST_STATIC)
#define REGISTERED
#endif

#include <linux/rseq.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#ifdef REGISTERED
#include <sys/rseq.h>
#endif

enum { AREA_BYTES = 32, SIGNATURE = 0x53053053 };

static void check(volatile struct rseq *area)
{
	/* The same number as getcpu(2)'s, except just at a migration. */
	for (int i = 0; i < 1000; i++) {
		unsigned cpu = 0;

		MUST_SYS(getcpu, &cpu, 0, 0);
		MUTATE(, cpu++;)
		if (area->cpu_id == cpu && area->cpu_id_start == cpu)
			return;
	}
	EXPECT_ROW("the area has the number of the CPU", area->cpu_id, ==, 0xffffU);
}

static int in_thread(void *argument)
{
#ifndef REGISTERED
	struct rseq *area = argument;
	struct rseq other __attribute__((aligned(32)));

	memset(&other, 0, sizeof(other));
	const long result = SYS(rseq, area, AREA_BYTES, 0, SIGNATURE);

	REFUSE_IF(result == -ENOSYS, "rseq: ENOSYS");
	if (!EXPECT(result, ==, 0L))
		return 0;
	check(area);
	EXPECT(SYS(rseq, area, AREA_BYTES, 0, SIGNATURE), ==, -EBUSY);
	EXPECT(SYS(rseq, &other, AREA_BYTES, 0, SIGNATURE), ==, -EINVAL);
	EXPECT(SYS(rseq, area, AREA_BYTES, RSEQ_FLAG_UNREGISTER, SIGNATURE + 1), ==, -EPERM);
	EXPECT(SYS(rseq, area, AREA_BYTES, RSEQ_FLAG_UNREGISTER, SIGNATURE), ==, 0);
	EXPECT(area->cpu_id, ==, (uint32_t)RSEQ_CPU_ID_UNINITIALIZED);
#else
	(void)argument;
	REFUSE_IF(__rseq_size == 0, "glibc could not register its area");
	check((struct rseq *)((char *)__builtin_thread_pointer() + __rseq_offset) +
	      MUTATE(0, 8));
#endif
	return 1;
}

int guest_main(void)
{
	static struct rseq area __attribute__((aligned(32)));
	struct guest_thread thread;

	MUST(thread_start, &thread, in_thread, &area);
	EXPECT(thread_join(&thread), ==, 1);
	EXPECT(in_thread(&area), ==, 1);
	return 0;
}

#else

CASE(restartable_sequences, .rule = "THREAD-11", .needs = NEEDS_RSEQ, .shared = true,
     .summary = "rseq(2) keeps the CPU's number in a thread's own memory, or is refused",
     .seconds = 8);

#endif
