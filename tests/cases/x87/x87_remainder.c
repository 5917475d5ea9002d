/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * FPREM reduces step by step, says by C2 that it isn't done and leaves the low
 * bits of the quotient in C0, C3 and C1: fmod is FPREM in a loop.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { C0 = 1 << 8, C1 = 1 << 9, C2 = 1 << 10, C3 = 1 << 14 };

struct remainder {
	double value;
	int quotient; /* its three low bits; -1: incomplete */
	int steps;
};

#define REMAINDER(instruction, a, b)                                                           \
	({                                                                                     \
		struct remainder r_ = { 0, 0, 0 };                                             \
		uint16_t status_;                                                              \
		double a_ = (a);                                                               \
		double b_ = (b);                                                               \
		__asm__ volatile("fninit\n\tfldl %1\n\tfldl %0" : : "m"(a_), "m"(b_));         \
		do {                                                                           \
			__asm__ volatile(instruction "\n\tfnstsw %0" : "=m"(status_));         \
			r_.steps++;                                                            \
		} while (status_ & C2 && r_.steps < 100);                                      \
		__asm__ volatile("fstpl %0\n\tfninit" : "=m"(r_.value));                       \
		r_.quotient = (status_ & C0 ? 4 : 0) | (status_ & C3 ? 2 : 0) |                \
			      (status_ & C1 ? 1 : 0);                                          \
		r_;                                                                            \
	})

int guest_main(void)
{
	struct remainder r = REMAINDER("fprem", 17.0, 5.0);

	EXPECT(r.value, ==, 2.0);
	EXPECT(r.quotient, ==, 3);
	EXPECT(r.steps, ==, 1);
	r = REMAINDER("fprem", -29.0, 5.0);
	EXPECT(r.value, ==, -4.0);
	EXPECT(r.quotient, ==, 5);
	r = REMAINDER("fprem", 3.0, 5.0);
	EXPECT(r.value, ==, 3.0);
	EXPECT(r.quotient, ==, 0);
	/* FPREM1 takes the nearest quotient, the even one of two. */
	r = REMAINDER(MUTATE("fprem1", "fprem"), 18.0, 5.0);
	EXPECT(r.value, ==, -2.0);
	EXPECT(r.quotient, ==, 4);
	r = REMAINDER("fprem1", 5.0, 2.0);
	EXPECT(r.value, ==, 1.0);
	EXPECT(r.quotient, ==, 2);
	r = REMAINDER("fprem1", 7.0, 2.0);
	EXPECT(r.value, ==, -1.0);
	EXPECT(r.quotient, ==, 4);
	/* 2^1000 mod 3 = 1 and mod 7 = 2, in more than one step and exactly. */
	r = REMAINDER("fprem", 0x1p1000, 3.0);
	EXPECT(r.value, ==, 1.0);
	EXPECT(r.steps, >, 1);
	EXPECT(r.steps, <, 64);
	r = REMAINDER("fprem", 0x1p1000, 7.0);
	EXPECT(r.value, ==, 2.0);
	return 0;
}

#else

CASE(x87_remainder, .rule = "X87-5",
     .summary =
	     "FPREM and FPREM1 reduce exactly, in steps, and leave the quotient in the codes",
     .x86_64_only = true, .shared = true);

#endif
