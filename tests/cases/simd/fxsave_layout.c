/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * FXSAVE and XSAVE write the state where the manual puts it, and restore it
 * from there: coroutine libraries, the dynamic linker's trampoline and every
 * signal frame use this layout.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum {
	SIZE = 8192,
	CONTROL = 0,
	STATUS = 2,
	TAG = 4,
	MXCSR = 24,
	MXCSR_MASK = 28,
	ST = 32,
	XMM = 160,
	SOFTWARE = 464,
	HEADER = 512,
	YMM = 576
};

static uint8_t area[SIZE] __attribute__((aligned(64)));
static const union ymm pattern = { .q = { 0x1111222233334444, 0x5555666677778888,
					  0x9999aaaabbbbcccc, 0xddddeeeeffff0000 } };

static uint64_t at(size_t offset, size_t size)
{
	uint64_t value = 0;

	memcpy(&value, area + offset, size);
	return value;
}

#define PI_AND_ONE MUTATE("fldpi\n\tfld1", "fld1\n\tfldpi")

static void legacy_layout(void)
{
	const uint32_t mode = 0x1f80 | 1 << 13;
	const uint32_t usual = 0x1f80;
	const uint16_t control = 0x027f;

	memset(area, 0xee, SIZE);
	__asm__ volatile("fninit\n\tfldcw %3\n\t" PI_AND_ONE "\n\tmovdqu %2, %%xmm15\n\t"
			 "ldmxcsr %1\n\tfxsave64 %0\n\tldmxcsr %4\n\tfninit"
			 : "+m"(area)
			 : "m"(mode), "m"(pattern), "m"(control), "m"(usual)
			 : "xmm15");
	EXPECT(at(CONTROL, 2), ==, (uint64_t)control);
	EXPECT(at(STATUS, 2), ==, 0x3000UL);
	EXPECT(at(TAG, 1), ==, 0xc0UL);
	EXPECT(at(MXCSR, 4), ==, (uint64_t)mode);
	/* Every bit that may be set, of which DAZ came last. */
	EXPECT(at(MXCSR_MASK, 4) & 0xffff, ==, 0xffffUL);
	EXPECT(at(ST, 8), ==, 0x8000000000000000UL);
	EXPECT(at(ST + 8, 2), ==, 0x3fffUL);
	EXPECT(at(ST + 16, 8), ==, 0xc90fdaa22168c235UL);
	EXPECT(at(ST + 24, 2), ==, 0x4000UL);
	EXPECT(at(XMM + 15 * 16, 8), ==, pattern.q[0]);
	EXPECT(at(XMM + 15 * 16 + 8, 8), ==, pattern.q[1]);
	/* The last 48 bytes are the program's own. */
	EXPECT(at(SOFTWARE, 8), ==, 0xeeeeeeeeeeeeeeeeUL);
	EXPECT(at(SIZE - 8, 8), ==, 0xeeeeeeeeeeeeeeeeUL);

	/* Back again, with a changed register and control word. */
	union xmm xmm15;
	uint16_t read;
	uint8_t pi[10];

	area[XMM + 15 * 16] = 0x99;
	area[CONTROL + 1] = 0x0f;
	__asm__ volatile("fxrstor64 %3\n\tmovdqu %%xmm15, %0\n\tfnstcw %1\n\tfstp %%st(0)\n\t"
			 "fstpt %2\n\tfninit\n\tldmxcsr %4"
			 : "=m"(xmm15), "=m"(read), "=m"(pi)
			 : "m"(area), "m"(usual)
			 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
			   "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",
			   "xmm15");
	EXPECT(xmm15.q[0], ==, 0x1111222233334499UL);
	EXPECT(read, ==, 0x0f7f);
	EXPECT(pi[9], ==, 0x40);
	EXPECT(pi[0], ==, 0x35);
}

static void save_unaligned(void)
{
	__asm__ volatile("fxsave64 (%0)" : : "r"(area + 8) : "memory");
}

static void extended_layout(void)
{
	const struct cpuid state = cpuid(0xd, 0);
	const struct cpuid upper = cpuid(0xd, 2);
	union ymm back;

	EXPECT(state.b, >=, (unsigned)YMM);
	if (!cpu_has_avx())
		return;
	EXPECT(state.a & 7, ==, 7U);
	EXPECT(upper.a, ==, 256U);
	EXPECT(upper.b, ==, (unsigned)YMM);
	EXPECT(state.b, >=, (unsigned)YMM + 256);

	memset(area, 0, SIZE);
	__asm__ volatile("vmovdqu %1, %%ymm7\n\txsave64 %0\n\tvzeroupper"
			 : "+m"(area)
			 : "m"(pattern), "a"(7), "d"(0)
			 : "xmm7");
	EXPECT(at(HEADER, 8) & 6, ==, 6UL);
	EXPECT(at(HEADER + 8, 8), ==, 0UL);
	EXPECT(at(XMM + 7 * 16, 8), ==, pattern.q[0]);
	EXPECT(at(YMM + 7 * 16, 8), ==, pattern.q[2]);
	EXPECT(at(YMM + 7 * 16 + 8, 8), ==, pattern.q[3]);

	/* What the header does not list comes back as it is after a reset. */
	area[HEADER] = 2;
	__asm__ volatile("vmovdqu %1, %%ymm7\n\txrstor64 %2\n\tvmovdqu %%ymm7, %0\n\tvzeroupper"
			 : "=m"(back)
			 : "m"(pattern), "m"(area), "a"(6), "d"(0)
			 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
			   "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",
			   "xmm15");
	EXPECT(back.q[0], ==, pattern.q[0]);
	EXPECT(back.q[2], ==, 0UL);
	EXPECT(back.q[3], ==, 0UL);

	/* What EDX:EAX does not name is not written. */
	memset(area, 0, SIZE);
	__asm__ volatile("vmovdqu %1, %%ymm7\n\txsave64 %0\n\tvzeroupper"
			 : "+m"(area)
			 : "m"(pattern), "a"(2), "d"(0)
			 : "xmm7");
	EXPECT(at(XMM + 7 * 16, 8), ==, pattern.q[0]);
	EXPECT(at(YMM + 7 * 16, 8), ==, 0UL);
}

int guest_main(void)
{
	legacy_layout();
	if (cpuid(1, 0).c & bit_OSXSAVE)
		extended_layout();
	else
		NOT_OFFERED("XSAVE");
	/* The area must lie at a multiple of 16. */
	EXPECT(fault_of(save_unaligned).signal, ==, SIGSEGV);
	return 0;
}

#else

CASE(fxsave_layout, .rule = "SIMD-8",
     .summary = "FXSAVE and XSAVE lay out x87, SSE and AVX state as the manual says",
     .issues = { "https://github.com/microsoft/mssql-docker/issues/942",
		 "https://github.com/containers/podman/issues/28184" },
     .x86_64_only = true, .shared = true);

#endif
