/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The compiler's __builtin_cpu_supports and __builtin_cpu_is, by which
 * libraries choose their functions, agree with CPUID, and function multi-
 * versioning by IFUNC takes one that executes. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#include <immintrin.h>

enum { COUNT = 37 };

/* One of these is chosen while the program is loaded. */
__attribute__((target_clones("avx2", "sse4.2", "default"))) static unsigned sum(
	const unsigned *values, unsigned count)
{
	unsigned r = 0;

	for (unsigned i = 0; i < count; i++)
		r += values[i] * 3;
	return r;
}

__attribute__((target("avx2"))) static unsigned by_avx2(const unsigned *values)
{
	const __m256i v = _mm256_loadu_si256((const __m256i *)values);
	unsigned out[8];

	_mm256_storeu_si256((__m256i *)out, _mm256_slli_epi32(v, 1));
	return out[0] + out[7];
}

int guest_main(void)
{
	const struct cpuid one = cpuid(1, 0);
	const struct cpuid seven = cpuid(7, 0);
	unsigned values[COUNT];
	unsigned wanted = 0;

	for (unsigned i = 0; i < COUNT; i++) {
		values[i] = MUTATE(i + 1, 7 + i);
		wanted += 3 * (i + 1);
	}
	EXPECT(sum(values, COUNT), ==, wanted);

	__builtin_cpu_init();
#define SAME(name, bit)                                                                        \
	EXPECT_ROW(name " is told as CPUID does", !!__builtin_cpu_supports(name), ==, !!(bit))
	SAME("sse2", one.d & bit_SSE2);
	SAME("ssse3", one.c & bit_SSSE3);
	SAME("sse4.2", one.c & bit_SSE4_2);
	SAME("popcnt", one.c & bit_POPCNT);
	SAME("aes", one.c & bit_AES);
	SAME("pclmul", one.c & bit_PCLMUL);
	/* Of these only together with their state. */
	SAME("avx", cpu_has_avx());
	SAME("fma", cpu_has_avx() && one.c & bit_FMA);
	SAME("avx2", cpu_has_avx2());
	SAME("bmi", seven.b & bit_BMI);
	SAME("bmi2", seven.b & bit_BMI2);

	if (__builtin_cpu_supports("avx2"))
		EXPECT(by_avx2(values), ==, 2 * (values[0] + values[7]));
	else
		NOT_OFFERED("AVX2");
	return 0;
}

#else

CASE(compiler_cpu_supports, .rule = "ISA-18",
     .summary = "the compiler's own dispatch by processor agrees with CPUID and executes",
     .issues = { "https://github.com/tensorflow/tensorflow/issues/52845",
		 "https://github.com/orbstack/orbstack/issues/482" },
     .x86_64_only = true, .shared = true, .flavours = GLIBC);

#endif
