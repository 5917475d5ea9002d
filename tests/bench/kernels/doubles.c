/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Scalar double precision: what most programs mean by floating point. */
#include "bench_kernel.h"

#ifdef GUEST

#include <math.h>
#include <string.h>

uint64_t kernel(unsigned long rounds)
{
	double x = 0.5;
	double y = -0.25;
	double vx = 0.01;
	double vy = 0.02;
	uint64_t bits;

	while (rounds--) {
		double r = sqrt(x * x + y * y + 0.01);
		double pull = 1 / (r * r * r);

		vx -= x * pull * 0.001;
		vy -= y * pull * 0.001;
		x += vx * 0.001;
		y += vy * 0.001;
		if (x > 2 || x < -2)
			vx = -vx;
		if (y > 2 || y < -2)
			vy = -vy;
	}
	x += y;
	memcpy(&bits, &x, sizeof(bits));
	return bits;
}

#else

KERNEL(doubles, 100, 400000, "scalar double precision");

#endif
