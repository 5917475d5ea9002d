/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The x87 stack in extended precision. arm64 has nothing like it: its long
 * double is software, so its build does the same in double; the numbers stay
 * small enough to be the same in both. */
#include "bench_kernel.h"

#ifdef GUEST

#ifdef __x86_64__
typedef long double real;
#else
typedef double real;
#endif

uint64_t kernel(unsigned long rounds)
{
	volatile real step = 3;
	real a = 1;
	real b = 2;
	real c = 5;
	uint64_t sum = 0;

	while (rounds--) {
		real t = a * step + b;

		b = c - a * (real)0.5;
		c = (b + t) / 4;
		a = t > 1024 ? t * (real)0.25 : t;
		if (b < -256)
			b += 300;
		/* Whole again, so that 53 bits hold what 64 do. */
		a = (real)(int)a;
		b = (real)(int)b;
		c = (real)(int)c;
		sum = sum * 3 + (uint64_t)(int64_t)(a + b + c);
	}
	return sum;
}

#else

KERNEL(x87, 100, 300000, "extended precision on the x87 stack",
       .unlike = "arm64 does it in double");

#endif
