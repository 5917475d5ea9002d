/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * FNSTENV, FSAVE and FRSTOR store the control, status and tag words where
 * fenv.h and context switchers of language runtimes look for them.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct environment {
	uint16_t control, r0, status, r1, tag, r2;
	uint32_t pointers[4];
};

struct state {
	struct environment environment;
	uint8_t registers[8][10];
};

_Static_assert(sizeof(struct state) == 108, "as FSAVE writes it");

#define ZERO_AND_PI MUTATE("fldz\n\tfldpi", "fldpi\n\tfldz")

static struct state saved;
static struct state after;

int guest_main(void)
{
	const uint16_t control = 0x0b72;
	uint16_t now;
	long double pi;
	struct environment e;

	/* FNSTENV stores, then masks all exceptions. */
	__asm__ volatile("fninit\n\tfldcw %2\n\t" ZERO_AND_PI
			 "\n\tfnstenv %0\n\tfnstcw %1\n\tfninit"
			 : "=m"(e), "=m"(now)
			 : "m"(control)
			 : "st", "st(1)");
	EXPECT(e.control, ==, control);
	EXPECT(e.status & 0x3800, ==, 0x3000);
	/* Two bits a register: R7 zero, R6 valid, the others empty. */
	EXPECT(e.tag, ==, 0x4fff);
	EXPECT(now & 0x3f, ==, 0x3f);
	EXPECT(now & 0x0f00, ==, 0x0b00);

	/* FNSAVE stores it all and starts afresh. */
	memset(&saved, 0, sizeof(saved));
	__asm__ volatile("fninit\n\tfldcw %2\n\tfld1\n\tfldpi\n\tfnsave %0\n\tfnstenv %1"
			 : "=m"(saved), "=m"(after.environment)
			 : "m"(control)
			 : "st", "st(1)");
	EXPECT(saved.environment.control, ==, control);
	EXPECT(saved.environment.tag, ==, 0x0fff);
	EXPECT(saved.registers[0][9], ==, 0x40);
	EXPECT(saved.registers[0][0], ==, 0x35);
	EXPECT(saved.registers[1][9], ==, 0x3f);
	EXPECT(saved.registers[1][7], ==, 0x80);
	EXPECT(after.environment.control, ==, 0x037f);
	EXPECT(after.environment.status, ==, 0);
	EXPECT(after.environment.tag, ==, 0xffff);

	__asm__ volatile("frstor %2\n\tfstpt %0\n\tfnstcw %1\n\tfninit"
			 : "=m"(pi), "=m"(now)
			 : "m"(saved)
			 : "st", "st(1)");
	EXPECT(pi, ==, 3.14159265358979323846264338327950288L);
	EXPECT(now, ==, control);

	/* FLDENV: the tag word decides what is empty. */
	e.control = 0x037f;
	e.status = 0;
	e.tag = 0xffff;
	__asm__ volatile("fninit\n\tfldenv %1\n\tfld1\n\tfnstsw %0\n\tfninit"
			 : "=m"(now)
			 : "m"(e));
	EXPECT(now, ==, 0x3800);
	/* FNINIT and FNCLEX. */
	__asm__ volatile("fninit\n\tfnstcw %0" : "=m"(now));
	EXPECT(now, ==, 0x037f);
	__asm__ volatile("fldz\n\tfld1\n\tfdivp\n\tfnclex\n\tfnstsw %0\n\tfninit" : "=m"(now));
	EXPECT(now & 0xff, ==, 0);
	return 0;
}

#else

CASE(x87_environment, .rule = "X87-7",
     .summary = "FNSTENV, FNSAVE and FRSTOR keep control, status and tag words in their places",
     .x86_64_only = true, .shared = true);

#endif
