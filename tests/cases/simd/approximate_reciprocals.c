/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* RCPPS and RSQRTPS are approximations, good to 1.5 * 2^-12: physics and
 * graphics refine them by one step, which a worse one doesn't survive. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define ONE(instruction, x)                                                                    \
	({                                                                                     \
		float r_ = -1;                                                                 \
		__asm__(instruction " %1, %0" : "+x"(r_) : "x"((float)(x)));                   \
		r_;                                                                            \
	})

static const double bound = 1.5 / 4096;
static const float infinity = __builtin_inff();

static bool near(double product)
{
	return product >= 1 - bound && product <= 1 + bound;
}

int guest_main(void)
{
	int wrong = 0;
	int wrong_root = 0;

	for (unsigned i = 0; i < 2000; i++) {
		/* All over the exponents, and across a mantissa. */
		const uint32_t bits = 0x10000000 + i * 0x00060101;
		float x;

		memcpy(&x, &bits, sizeof(x));

		const double reciprocal = MUTATE(ONE("rcpss", x), ONE("rsqrtss", x));
		const double root = ONE("rsqrtss", x);

		wrong += !near(reciprocal * x);
		/* Of the square, hence twice the error. */
		wrong_root += !(root * root * x >= 1 - 2 * bound - bound * bound &&
				root * root * x <= 1 + 2 * bound + bound * bound);
	}
	EXPECT_ROW("every reciprocal is near", wrong, ==, 0);
	EXPECT_ROW("every reciprocal square root is near", wrong_root, ==, 0);

	EXPECT(ONE("rcpss", 0.0F), ==, infinity);
	EXPECT(ONE("rcpss", -0.0F), ==, -infinity);
	EXPECT(ONE("rcpss", infinity), ==, 0.0F);
	/* Denormals count as zero, and results that would be are. */
	EXPECT(ONE("rcpss", 0x1p-140F), ==, infinity);
	EXPECT(ONE("rcpss", 0x1p127F) <= 0x1.01p-127F, ==, true);
	EXPECT(ONE("rsqrtss", 0.0F), ==, infinity);
	EXPECT(ONE("rsqrtss", -0.0F), ==, -infinity);
	EXPECT(ONE("rsqrtss", infinity), ==, 0.0F);

	const float negative = ONE("rsqrtss", -4.0F);

	EXPECT_ROW("the root of a negative is no number", negative != negative, ==, true);
	return 0;
}

#else

CASE(approximate_reciprocals, .rule = "SIMD-10",
     .summary = "RCPSS and RSQRTSS are good to 1.5 * 2^-12, and exact at the ends",
     .x86_64_only = true, .shared = true);

#endif
