/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "body.h"

#include <cpuid.h>

int body_is_offered(const struct body *body)
{
	unsigned a;
	unsigned b;
	unsigned c;
	unsigned d;
	const unsigned avx = bit_AVX | bit_OSXSAVE;

	__cpuid(1, a, b, c, d);
	switch (body->needs) {
	case NEEDS_AVX:
		return (c & avx) == avx;
	case NEEDS_CX16:
		return (c & bit_CMPXCHG16B) != 0;
	default:
		return 1;
	}
}
