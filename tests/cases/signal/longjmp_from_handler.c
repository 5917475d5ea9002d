/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* PHP, PostgreSQL, Ruby and Java machines leave a fault's handler by
 * siglongjmp(3), thousands of times: stack, registers and mask are restored. */
#include "case.h"

#ifdef GUEST

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 1000 };

static __thread sigjmp_buf back;
static int *volatile nowhere;

static void handler(int number)
{
	siglongjmp(back, number);
}

static void *jump(void *argument)
{
	const stack_t stack = { .ss_sp = argument, .ss_size = argument ? 65536 : 0 };
	volatile int faults = 0;
	volatile double kept = 1.5;

	if (argument)
		MUST(sigaltstack, &stack, NULL);
	for (volatile int i = 0; i < ROUNDS; i++) {
		const int came = sigsetjmp(back, MUTATE(1, 0));

		if (came == 0)
			*nowhere = 1;
		else if (came == SIGSEGV)
			faults++;
	}
	EXPECT(faults, ==, ROUNDS);
	EXPECT(kept, ==, 1.5);

	stack_t now;

	/* The alternate stack is left, too. */
	MUST(sigaltstack, NULL, &now);
	EXPECT(now.ss_flags & SS_ONSTACK, ==, 0);
	return NULL;
}

int guest_main(void)
{
	static char stacks[2][65536];
	struct sigaction action = { .sa_handler = handler };
	pthread_t threads[2];

	MUST(sigaction, SIGSEGV, &action, NULL);
	jump(NULL);
	action.sa_flags = SA_ONSTACK;
	MUST(sigaction, SIGSEGV, &action, NULL);
	for (int i = 0; i < 2; i++)
		EXPECT(pthread_create(&threads[i], NULL, jump, stacks[i]), ==, 0);
	for (int i = 0; i < 2; i++)
		EXPECT(pthread_join(threads[i], NULL), ==, 0);
	return 0;
}

#else

CASE(longjmp_from_handler, .rule = "SIG-15", .shared = true,
     .summary = "siglongjmp(3) out of a fault's handler works, in threads and again and again",
     .flavours = GLIBC);

#endif
