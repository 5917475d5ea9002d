/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * One thread calls through an instruction whose target another thread swaps
 * with XCHG, as Mono, V8 and the JVM patch their call sites: every call goes
 * to one of the targets, and the last one is soon seen.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

#include <time.h>

enum {
	CALL = 31,
	ASTRAY = 128,
	FIRST = 256,
	SECOND = 512,
	LAST = 768,
	ROUNDS = 50,
	SECONDS = 12
};

static uint8_t *code;
static uint64_t calls[4];

static int caller(void *argument)
{
	(void)argument;
	__asm__ volatile("lea -128(%%rsp), %%rsp\n\tcall *%0\n\tlea 128(%%rsp), %%rsp"
			 :
			 : "r"(code + 16), "D"(calls)
			 : "rax", "rcx", "memory", "cc");
	return 0;
}

static long now(void)
{
	struct timespec t = { 0, 0 };

	SYS(clock_gettime, CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* Is it called from now on, at the latest after some seconds? */
static bool is_called(int target)
{
	const uint64_t before =
		target == 3 ? 0 : __atomic_load_n(&calls[target], __ATOMIC_SEQ_CST);
	const long end = now() + SECONDS;

	while (__atomic_load_n(&calls[target], __ATOMIC_SEQ_CST) == before) {
		if (now() > end)
			return false;
		SYS(sched_yield);
	}
	return true;
}

static void aim(int target)
{
	int32_t distance = target - (CALL + 5);

	/* Half-written until it's called so; before the caller runs, it can't be. */
	MUTATE(, *(volatile int32_t *)(code + CALL + 1) = ASTRAY - (CALL + 5);
	       if (calls[1]) is_called(0));
	/* The operand lies at a multiple of four, within a cache line. */
	__asm__ volatile("xchgl %0, (%1)" : "+r"(distance) : "r"(code + CALL + 1) : "memory");
}

int guest_main(void)
{
	/* 1: call ...; incq (rdi + 8 rax); cmp eax, 3; jne 1b; ret */
	static const uint8_t after[] = { 0x48, 0xff, 0x04, 0xc7, 0x83,
					 0xf8, 0x03, 0x75, 0xf2, 0xc3 };
	struct guest_thread thread;

	code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);
	memset(code, 0x90, JIT_PAGE);
	code[CALL] = 0xe8;
	memcpy(code + CALL + 5, after, sizeof(after));
	jit_write(code + FIRST, 1);
	jit_write(code + SECOND, 2);
	jit_write(code + LAST, 3);
	MUTATE(, jit_write(code + ASTRAY, 0));
	aim(FIRST);
	if (thread_start(&thread, caller, NULL) != 0)
		guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	for (int i = 0; i < ROUNDS; i++) {
		if (!EXPECT(is_called(1 + (i & 1)), ==, true))
			return 0;
		aim(i & 1 ? FIRST : SECOND);
	}
	aim(LAST);
	if (!EXPECT(is_called(3), ==, true))
		return 0;
	thread_join(&thread);
	EXPECT(calls[0], ==, 0UL);
	EXPECT(calls[3], ==, 1UL);
	return 0;
}

#else

CASE(jit_patch_call_target, .rule = "JIT-4", .needs = NEEDS_WRITABLE_CODE,
     .summary = "a call target swapped by XCHG while another thread calls is old or new, and "
		"soon new",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4728" }, .x86_64_only = true,
     .shared = true);

#endif
