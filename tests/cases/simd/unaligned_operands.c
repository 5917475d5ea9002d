/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A legacy SSE instruction wants its operand of 16 bytes aligned and faults
 * otherwise; MOVUPS, VEX instructions and scalars don't care. Programs are
 * tested on processors that fault: a translator that doesn't hides the bug, one
 * that faults where it shouldn't makes one. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static char memory[128] __attribute__((aligned(64)));
static char *volatile at;

#define TRY(name, code)                                                                        \
	static void name(void)                                                                 \
	{                                                                                      \
		__asm__ volatile(code "\n" : : "r"(at) : "xmm0", "xmm1", "memory");            \
	}
TRY(legacy_add, "paddd (%0), %%xmm0")
TRY(legacy_single, "mulps (%0), %%xmm0")
TRY(legacy_shuffle, "pshufd $0, (%0), %%xmm0")
TRY(aligned_load, "movaps (%0), %%xmm0")
TRY(aligned_store, "movdqa %%xmm0, (%0)")
TRY(streamed, "movntps %%xmm0, (%0)")
TRY(unaligned_load, "movups (%0), %%xmm0")
TRY(unaligned_store, "movdqu %%xmm0, (%0)")
TRY(load_lddqu, "lddqu (%0), %%xmm0")
TRY(scalar, "addsd (%0), %%xmm0")
TRY(scalar_single, "mulss (%0), %%xmm0")
TRY(half, "movhps (%0), %%xmm0")
TRY(vex_add, "vpaddd (%0), %%xmm0, %%xmm0")
TRY(vex_wide, "vaddps (%0), %%ymm0, %%ymm0\n\tvzeroupper")
TRY(vex_aligned, "vmovaps (%0), %%xmm0")
TRY(vex_aligned_wide, "vmovdqa (%0), %%ymm0\n\tvzeroupper")

int guest_main(void)
{
	static const struct {
		const char *claim;
		void (*run)(void);
		bool faults, vex;
	} rows[] = {
		{ "paddd faults", legacy_add, true, false },
		{ "mulps faults", legacy_single, true, false },
		{ "pshufd faults", legacy_shuffle, true, false },
		{ "movaps faults", aligned_load, true, false },
		{ "movdqa faults", aligned_store, true, false },
		{ "movntps faults", streamed, true, false },
		{ "movups does not fault", unaligned_load, false, false },
		{ "movdqu does not fault", unaligned_store, false, false },
		{ "lddqu does not fault", load_lddqu, false, false },
		{ "addsd does not fault", scalar, false, false },
		{ "mulss does not fault", scalar_single, false, false },
		{ "movhps does not fault", half, false, false },
		{ "vpaddd does not fault", vex_add, false, true },
		{ "vaddps of 32 bytes does not fault", vex_wide, false, true },
		{ "vmovaps faults", vex_aligned, true, true },
		{ "vmovdqa of 32 bytes faults", vex_aligned_wide, true, true },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (rows[i].vex && !cpu_has_avx())
			continue;
		if (rows[i].run == load_lddqu && !(cpuid(1, 0).c & bit_SSE3))
			continue;
		/* Control: none faults where it is aligned. */
		at = memory + 32;
		EXPECT(fault_of(rows[i].run).signal, ==, 0);
		at = memory + MUTATE(33, 32);
		EXPECT_ROW(rows[i].claim, fault_of(rows[i].run).signal, ==,
			   rows[i].faults ? SIGSEGV : 0);
	}
	return 0;
}

#else

CASE(unaligned_operands, .rule = "SIMD-12",
     .summary = "legacy SSE operands of 16 bytes must be aligned, others need not be",
     .x86_64_only = true, .shared = true);

#endif
