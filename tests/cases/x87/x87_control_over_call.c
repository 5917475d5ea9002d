/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A called function gives the x87 control word and MXCSR's modes back as they
 * were, the first call of a library's function included, which runs the
 * dynamic linker and its XSAVE and XRSTOR in between. Programs that set a
 * precision or a rounding mode would lose it anywhere else.
 */
#include "case.h"

#ifdef GUEST

#include <unistd.h>

enum { PRECISION_53_DOWN = 0x67f, MXCSR_MODES = 0xffc0, MXCSR_UP = 0x5f80 };

static unsigned mxcsr(void)
{
	unsigned value;

	__asm__ volatile("stmxcsr %0" : "=m"(value));
	return value & MXCSR_MODES;
}

static unsigned short control(void)
{
	unsigned short value;

	__asm__ volatile("fnstcw %0" : "=m"(value));
	return value;
}

int guest_main(void)
{
	const unsigned short precision = PRECISION_53_DOWN;
	const unsigned modes = MXCSR_UP;

	__asm__ volatile("fldcw %0\n	ldmxcsr %1" : : "m"(precision), "m"(modes));
	/* Control: they are in force. */
	EXPECT(control(), ==, PRECISION_53_DOWN);
	EXPECT(mxcsr(), ==, MXCSR_UP);
	EXPECT(getpgid(0), >=, 0);
	MUTATE(, __asm__ volatile("fninit"));
	EXPECT_ROW("the x87 control word after a first call", control(), ==, PRECISION_53_DOWN);
	EXPECT_ROW("MXCSR's modes after a first call", mxcsr(), ==, MXCSR_UP);
	EXPECT(getpgid(0), >=, 0);
	EXPECT_ROW("the x87 control word after a second call", control(), ==,
		   PRECISION_53_DOWN);
	return 0;
}

#else

CASE(x87_control_over_call, .rule = "X87-10",
     .summary = "a function call keeps the x87 control word and MXCSR's modes",
     .flavours = GLIBC, .x86_64_only = true, .shared = true);

#endif
