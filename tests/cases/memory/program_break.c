/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * malloc and older Lisp systems grow their heap by brk(2), and give it back.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <sys/resource.h>

enum { GROWTH = 1 << 20 };

static unsigned long set_break(unsigned long at)
{
	return (unsigned long)SYS(brk, at);
}

int guest_main(void)
{
	unsigned long begin = set_break(0);
	unsigned long top = begin + GROWTH;
	struct rlimit limit;

	if (!EXPECT(begin, >, 4096UL))
		return 1;
	if (!EXPECT_ROW("brk(2) grows", set_break(top) == top, ==, true))
		return 1;

	char *last = (char *)top - 1;

	EXPECT_ROW("the new memory is empty", *last, ==, 0);
	*last = 'x';
	*(char *)begin = 'y';
	EXPECT_ROW("brk(2) shrinks", set_break(begin + 1) == begin + 1, ==, true);
	MUTATE(, set_break(top));
	EXPECT_ROW("what it gave back is gone", guest_fault(fault_read, last).signal, ==,
		   SIGSEGV);
	EXPECT_ROW("what it kept is there", *(char *)begin, ==, 'y');
	EXPECT_ROW("brk(2) grows again", set_break(top) == top, ==, true);
	EXPECT_ROW("empty again", *last, ==, 0);
	EXPECT_ROW("below its begin it changes nothing", set_break(8) == top, ==, true);

	/* Refused, it answers with the break as it is. */
	MUST(getrlimit, RLIMIT_DATA, &limit);
	limit.rlim_cur = GROWTH / 2;
	MUST(setrlimit, RLIMIT_DATA, &limit);
	EXPECT_ROW("beyond RLIMIT_DATA it changes nothing",
		   set_break(top + 64UL * GROWTH) == top, ==, true);
	return 0;
}

#else

CASE(program_break, .rule = "MEM-6",
     .summary = "brk(2) grows with empty memory, shrinks and gives the old break when refused");

#endif
