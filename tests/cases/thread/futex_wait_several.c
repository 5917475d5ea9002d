/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Wine and games wait for any of several words at once; where that is missing
 * they take a slower way, if they are told. */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>
#include <time.h>

enum { WAITV = 449, WORDS = 3 };

static uint32_t words[WORDS] = { 10, 11, 12 };
static int returned;

static int waker(void *argument)
{
	(void)argument;
	/* Until the other one waits for it, or has given up. */
	while (!__atomic_load_n(&returned, __ATOMIC_ACQUIRE)) {
		if (SYS(futex, &words[MUTATE(1, 2)], FUTEX_WAKE_PRIVATE, 1) == 1)
			return 1;
		SYS(sched_yield);
	}
	return 0;
}

int guest_main(void)
{
	struct futex_waitv waits[WORDS];
	struct guest_thread thread;
	struct timespec now;

	for (int i = 0; i < WORDS; i++)
		waits[i] = (struct futex_waitv){ .val = 10 + (uint64_t)i,
						 .uaddr = (uintptr_t)&words[i],
						 .flags = FUTEX_32 | FUTEX_PRIVATE_FLAG };
	/* A value that is another does not wait. */
	words[2] = 5;

	const long differs = guest_syscall(WAITV, (long)waits, WORDS, 0, 0, 0, 0);

	REFUSE_IF(differs == -ENOSYS, "futex_waitv: ENOSYS");
	EXPECT(differs, ==, (long)-EAGAIN);
	words[2] = 12;
	MUST(clock_gettime, CLOCK_MONOTONIC, &now);
	now.tv_sec -= 1;
	EXPECT(guest_syscall(WAITV, (long)waits, WORDS, 0, (long)&now, CLOCK_MONOTONIC, 0), ==,
	       (long)-ETIMEDOUT);
	EXPECT(guest_syscall(WAITV, (long)waits, WORDS, 1, 0, 0, 0), ==, (long)-EINVAL);

	now.tv_sec += 20;
	MUST(thread_start, &thread, waker, NULL);
	const long woken =
		guest_syscall(WAITV, (long)waits, WORDS, 0, (long)&now, CLOCK_MONOTONIC, 0);

	__atomic_store_n(&returned, 1, __ATOMIC_RELEASE);
	EXPECT_ROW("the word that was woken is told", woken, ==, 1L);
	EXPECT(thread_join(&thread), ==, 1);
	return 0;
}

#else

CASE(futex_wait_several, .rule = "THREAD-12", .needs = NEEDS_FUTEX_WAITV, .shared = true,
     .summary =
	     "futex_waitv(2) waits for several words and tells which was woken, or is refused",
     .seconds = 8);

#endif
