/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Code that one thread wrote runs in another once that one was told, also
 * where it has run an older version at the same address: compilers of language
 * runtimes work in threads of their own.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

#include <linux/futex.h>

enum { ROUNDS = 40 };

static char *code;
static uint32_t turn; /* even: the writer's, odd: the runner's */
static bool right = true;

static void wait_for(uint32_t value)
{
	uint32_t now;

	while ((now = __atomic_load_n(&turn, __ATOMIC_ACQUIRE)) != value)
		SYS(futex, &turn, FUTEX_WAIT, now, NULL);
}

static void pass(uint32_t value)
{
	__atomic_store_n(&turn, value, __ATOMIC_RELEASE);
	SYS(futex, &turn, FUTEX_WAKE, 1);
}

static int runner(void *argument)
{
	(void)argument;
	for (uint32_t i = 0; i < ROUNDS; i++) {
		wait_for(2 * i + 1);
		right &= jit_call(code) == i;
		pass(2 * i + 2);
	}
	return 0;
}

int guest_main(void)
{
	struct guest_thread thread;

	code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);
	if (thread_start(&thread, runner, NULL) != 0)
		guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	for (uint32_t i = 0; i < ROUNDS; i++) {
		jit_write(code, MUTATE(i, 0));
		pass(2 * i + 1);
		wait_for(2 * i + 2);
	}
	thread_join(&thread);
	EXPECT(right, ==, true);
	return 0;
}

#else

CASE(jit_other_thread, .rule = "JIT-4", .needs = NEEDS_WRITABLE_CODE,
     .summary = "code rewritten by one thread runs as rewritten in another that was told",
     .issues = { "https://github.com/docker/for-mac/issues/7006" }, .x86_64_only = true,
     .shared = true, .seconds = 10);

#endif
