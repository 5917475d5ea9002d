/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * MUL and IMUL tell by CF and OF whether the upper half of the product
 * matters: overflow checks of compilers branch on it.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static void product(const char *what, uint64_t a, uint64_t d, uint64_t flags, uint64_t wanted_a,
		    uint64_t wanted_d, bool overflows)
{
	EXPECT_ROW(what, a, ==, wanted_a);
	EXPECT_ROW(what, d, ==, wanted_d);
	EXPECT_ROW(what, flags & (FLAG_CF | FLAG_OF), ==,
		   overflows ? (uint64_t)(FLAG_CF | FLAG_OF) : 0UL);
}

/* Flags are preset to the opposite of what must come out. */
#define PRODUCT(instruction, from, with, wanted_a, wanted_d, overflows)                        \
	do {                                                                                   \
		uint64_t in = (overflows) ? 0 : FLAG_CF | FLAG_OF;                             \
		uint64_t out;                                                                  \
		uint64_t a = (from);                                                           \
		uint64_t d = 0x7777777777777777;                                               \
		__asm__ volatile(LOAD_FLAGS                                                    \
				 "\n\t" instruction MUTATE(, "\n\tclc") "\n\t" STORE_FLAGS     \
				 : [out] "=&r"(out), "+a"(a), "+d"(d)                          \
				 : [in] "r"(in), "c"((uint64_t)(with))                         \
				 : "cc");                                                      \
		product(instruction " of " #from " and " #with, a, d, out, wanted_a, wanted_d, \
			overflows);                                                            \
	} while (0)

int guest_main(void)
{
	const uint64_t kept = 0x7777777777777777;

	PRODUCT("mulq %%rcx", 0xffffffffffffffff, 0xffffffffffffffff, 1, 0xfffffffffffffffe,
		true);
	PRODUCT("mulq %%rcx", 0xffffffff, 0xffffffff, 0xfffffffe00000001, 0, false);
	PRODUCT("mull %%ecx", 0x80000000, 2, 0, 1, true);
	PRODUCT("mull %%ecx", 0x7fffffff, 2, 0xfffffffe, 0, false);
	PRODUCT("mulw %%cx", 0x1111111111118000, 2, 0x1111111111110000, 0x7777777777770001,
		true);
	PRODUCT("mulb %%cl", 0x1111111111111110, 0x10, 0x1111111111110100, kept, true);
	PRODUCT("mulb %%cl", 0x111111111111110f, 0x11, 0x11111111111100ff, kept, false);

	PRODUCT("imulq %%rcx", 0xffffffffffffffff, 2, 0xfffffffffffffffe, UINT64_MAX, false);
	PRODUCT("imulq %%rcx", 0x8000000000000000, 0xffffffffffffffff, 0x8000000000000000, 0,
		true);
	PRODUCT("imull %%ecx", 0x40000000, 2, 0x80000000, 0, true);
	PRODUCT("imulb %%cl", 0x1111111111111180, 0xff, 0x1111111111110080, kept, true);
	PRODUCT("imulb %%cl", 0x11111111111111ff, 0x80, 0x1111111111110080, kept, true);
	PRODUCT("imulb %%cl", 0x11111111111111c0, 2, 0x111111111111ff80, kept, false);

	PRODUCT("imulq %%rcx, %%rax", 0x4000000000000000, 2, 0x8000000000000000, kept, true);
	PRODUCT("imulq %%rcx, %%rax", 0xc000000000000000, 2, 0x8000000000000000, kept, false);
	PRODUCT("imull %%ecx, %%eax", 0x11111111ffffffff, 0xffffffff, 1, kept, false);
	PRODUCT("imull $0x10000, %%ecx, %%eax", 0x11111111ffffffff, 0x8000, 0x80000000, d,
		true);
	PRODUCT("imulw %%cx, %%ax", 0x1111111111110100, 0x100, 0x1111111111110000, kept, true);
	PRODUCT("imulw $-3, %%cx, %%ax", 0x1111111111110100, 5, 0x111111111111fff1, kept,
		false);
	return 0;
}

#else

CASE(multiply_flags, .rule = "ISA-5",
     .summary = "MUL and IMUL set CF and OF if the product needs its upper half",
     .x86_64_only = true, .shared = true);

#endif
