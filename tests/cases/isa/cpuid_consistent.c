/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What CPUID says in one place agrees with what it says in others: libraries
 * size the areas of XSAVE by leaf 0xd and trust the vendor in both leaves. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static unsigned first_or(unsigned leaf)
{
	struct cpuid r;

	__cpuid(leaf, r.a, r.b, r.c, r.d);
	return r.a;
}

int guest_main(void)
{
	const struct cpuid zero = cpuid(0, 0);
	const struct cpuid one = cpuid(1, 0);
	const unsigned highest = zero.a;
	const unsigned extended = first_or(0x80000000);
	char brand[49] = "";

	EXPECT_ROW("leaf 1 exists", highest >= 1, ==, true);
	EXPECT_ROW("the extended leaves have a name and sizes", extended >= 0x80000008, ==,
		   true);
	if (extended >= 0x80000004)
		for (unsigned i = 0; i < 3; i++) {
			const struct cpuid part = cpuid(0x80000002 + i, 0);

			memcpy(brand + 16 * (size_t)i, &part, 16);
		}
	EXPECT_ROW("the processor has a name", brand[0] != 0, ==, true);

	/* All of these an x86_64 processor has. */
	EXPECT_ROW("FPU, TSC, CX8, CMOV, FXSR, SSE and SSE2 are offered", one.d & 0x07008111,
		   ==, 0x07008111U);
	EXPECT_ROW("long mode is offered", cpuid(0x80000001, 0).d >> 29 & 1, ==, 1U);
	EXPECT_ROW("SYSCALL is offered", cpuid(0x80000001, 0).d >> 11 & 1, ==, 1U);
	EXPECT_ROW("linear addresses have 48 bits or 57",
		   (cpuid(0x80000008, 0).a >> 8 & 0xff) == 48 ||
			   (cpuid(0x80000008, 0).a >> 8 & 0xff) == 57,
		   ==, true);
	EXPECT_ROW("CLFLUSH works on 64 bytes", one.b >> 8 & 0xff, ==, 8U);

	/* A feature needs those that it extends. That its state is enabled is the
	 * kernel's to decide (SDM volume 1, 14.3): programs ask XGETBV. */
	const struct cpuid seven = cpuid(7, 0);
	const bool avx = one.c & bit_AVX;
	const struct {
		const char *claim;
		bool feature, needs;
	} rows[] = {
		{ "SSE4.2 comes with SSSE3", one.c & bit_SSE4_2, one.c & bit_SSSE3 },
		{ "AVX comes with SSE4.2", avx, one.c & bit_SSE4_2 },
		{ "OSXSAVE comes with XSAVE", one.c & bit_OSXSAVE, one.c & bit_XSAVE },
		{ "AVX comes with XSAVE", avx, one.c & bit_XSAVE },
		{ "AVX2 comes with AVX", seven.b & bit_AVX2, avx },
		{ "FMA comes with AVX", one.c & bit_FMA, avx },
		{ "F16C comes with AVX", one.c & bit_F16C, avx },
		{ "VAES comes with AES", seven.c & bit_VAES, one.c & bit_AES },
		{ "AVX512F comes with AVX2", seven.b & bit_AVX512F, seven.b & bit_AVX2 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		EXPECT_ROW(rows[i].claim, !rows[i].feature || rows[i].needs, ==, true);

	if (!(one.c & bit_OSXSAVE)) {
		NOT_OFFERED("XSAVE");
		return 0;
	}

	uint32_t low;
	uint32_t high;
	const struct cpuid sizes = cpuid(0xd, 0);
	unsigned end = 576;

	__asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
	low = MUTATE(low, low & ~2U);
	EXPECT_ROW("x87 and SSE state are enabled", low & 3, ==, 3U);
	EXPECT_ROW("AVX512F's state comes with AVX's", !(low & 0xe0) || (low & 0xe4) == 0xe4,
		   ==, true);
	EXPECT_ROW("leaf 0xd exists", highest >= 0xd, ==, true);
	EXPECT_ROW("leaf 0xd knows every enabled state", low & ~sizes.a, ==, 0U);
	for (unsigned i = 2; i < 32; i++) {
		const struct cpuid part = cpuid(0xd, i);

		if (!(low >> i & 1))
			continue;
		EXPECT_ROW("an enabled state has a size", part.a > 0, ==, true);
		EXPECT_ROW("an enabled state lies behind the header", part.b >= 576, ==, true);
		if (part.b + part.a > end)
			end = part.b + part.a;
	}
	EXPECT_ROW("the size of the XSAVE area is that of its parts", sizes.b, ==, end);
	EXPECT_ROW("the largest area is no smaller", sizes.c >= sizes.b, ==, true);
	return 0;
}

#else

CASE(cpuid_consistent, .rule = "ISA-18",
     .summary = "the leaves of CPUID agree with each other and with XCR0", .x86_64_only = true,
     .shared = true);

#endif
