/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* .NET, Java and liburcu make a store seen by all other threads, where these
 * have no barrier themselves, by membarrier(2). */
#include "case.h"

#ifdef GUEST

#include <linux/membarrier.h>

enum { ROUNDS = 100 };

static int x;
static int y;
static int turn;
static int seen_by_other;

static int other(void *argument)
{
	(void)argument;
	for (int i = 1; i <= ROUNDS; i++) {
		while (__atomic_load_n(&turn, __ATOMIC_ACQUIRE) != i)
			SYS(sched_yield);
		/* The half without a barrier. */
		__atomic_store_n(&x, i, __ATOMIC_RELAXED);
		__asm__ volatile("" : : : "memory");
		seen_by_other = __atomic_load_n(&y, __ATOMIC_RELAXED);
		__atomic_store_n(&turn, -i, __ATOMIC_RELEASE);
	}
	return 0;
}

int guest_main(void)
{
	struct guest_thread thread;
	const long commands = SYS(membarrier, MEMBARRIER_CMD_QUERY, 0, 0);
	int missed = 0;

	REFUSE_IF(commands == -ENOSYS, "membarrier: ENOSYS");
	if (!EXPECT_ROW("MEMBARRIER_CMD_QUERY succeeds", commands >= 0, ==, true))
		return 0;
	if (!EXPECT_ROW("the private expedited commands are offered",
			commands & MEMBARRIER_CMD_PRIVATE_EXPEDITED &&
				commands & MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED,
			==, true))
		return 0;
	EXPECT_ROW("a process that has not registered is refused",
		   SYS(membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0), ==, -EPERM);
	const long registration = MUTATE(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0);

	EXPECT(SYS(membarrier, registration, 0, 0), ==, 0);
	EXPECT(SYS(membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0), ==, 0);
	EXPECT(SYS(membarrier, 1 << 20, 0, 0), ==, -EINVAL);
	EXPECT(SYS(membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0x1000, 0), ==, -EINVAL);

	MUST(thread_start, &thread, other, NULL);
	for (int i = 1; i <= ROUNDS; i++) {
		__atomic_store_n(&turn, i, __ATOMIC_RELEASE);
		__atomic_store_n(&y, i, __ATOMIC_RELAXED);
		SYS(membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);

		const int seen = __atomic_load_n(&x, __ATOMIC_RELAXED);

		while (__atomic_load_n(&turn, __ATOMIC_ACQUIRE) != -i)
			SYS(sched_yield);
		missed += seen != i && seen_by_other != i;
	}
	thread_join(&thread);
	EXPECT_ROW("one of two threads sees the other's store", missed, ==, 0);
	return 0;
}

#else

CASE(barrier_in_all_threads, .rule = "THREAD-10", .needs = NEEDS_MEMBARRIER, .shared = true,
     .summary = "membarrier(2) is a barrier in all threads of a registered process, or refused",
     .issues = { "https://github.com/dotnet/runtime/issues/97228" });

#endif
