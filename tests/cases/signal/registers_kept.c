/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A signal may come between any two instructions: profilers, garbage
 * collectors and timers interrupt running code all the time, and it must not
 * notice, whatever the handler does to the registers.
 */
#include "case.h"

#ifdef GUEST

#include "mix.h"

#include <signal.h>
#include <sys/time.h>

enum { ROUNDS = 500, HITS = 20, TICK_US = 3000 };

static volatile int hits;

static void handler(int number)
{
	static const unsigned other_mxcsr = 0x7f80; /* rounds toward zero */

	(void)number;
	__asm__ volatile(".irp x, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n"
			 "	pcmpeqd %%xmm\\x, %%xmm\\x\n"
			 ".endr\n"
			 "	ldmxcsr %0\n"
			 "	fninit\n	fldpi\n"
			 "	stc\n"
			 :
			 : "m"(other_mxcsr)
			 : "cc", "memory", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5",
			   "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13",
			   "xmm14", "xmm15");
	hits = hits + 1;
}

static unsigned mxcsr(void)
{
	unsigned value;

	__asm__ volatile("stmxcsr %0" : "=m"(value));
	return value & 0xffc0; /* without the exceptions that have happened */
}

int guest_main(void)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };
	const struct itimerval timer = { { 0, TICK_US }, { 0, TICK_US } };
	const struct itimerval off = { { 0, 0 }, { 0, 0 } };
	const unsigned long undisturbed = mix_registers(ROUNDS);
	const unsigned rounding = mxcsr();
	const unsigned short precision = 0x27f; /* 53 bits: not what FNINIT sets */
	unsigned short control;
	int wrong = 0;

	/* Control: the sum depends on the number of rounds. */
	EXPECT(mix_registers(ROUNDS - 1) != undisturbed, ==, true);
	EXPECT(mix_registers(ROUNDS) == undisturbed, ==, true);
	MUST(sigaction, SIGALRM, &action, NULL);
	MUST(setitimer, ITIMER_REAL, &timer, NULL);
	/* After these, whose first calls may run a dynamic linker's code. */
	__asm__ volatile("fldcw %0" : : "m"(precision));
	while (hits < HITS)
		wrong += mix_registers(ROUNDS) != undisturbed;
	MUST(setitimer, ITIMER_REAL, &off, NULL);
	MUTATE(, handler(SIGALRM));
	__asm__ volatile("fnstcw %0" : "=m"(control));
	TRIED(HITS, wrong);
	EXPECT(wrong, ==, 0);
	EXPECT_ROW("MXCSR after the handlers", mxcsr(), ==, rounding);
	EXPECT_ROW("the x87 control word after the handlers", control, ==, precision);
	return 0;
}

#else

CASE(registers_kept, .rule = "SIG-10", .shared = true,
     .summary = "a handler that spoils every register leaves the interrupted code's alone",
     .x86_64_only = true);

#endif
