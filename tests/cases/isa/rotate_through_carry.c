/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * RCL and RCR turn 9, 17, 33 or 65 bits, for which ARM64 has no instruction:
 * every count is compared with a turn bit by bit.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static const uint64_t value = 0xc3a596870f1e2d4b;

/* One bit at a time, as the manual writes it. */
static uint64_t turn(uint64_t v, unsigned bits, unsigned count, bool left, bool *carry)
{
	const uint64_t mask = bits == 64 ? UINT64_MAX : (1UL << bits) - 1;

	v &= mask;
	for (; count; count--) {
		bool out = left ? v >> (bits - 1) & 1 : v & 1;

		v = left ? v << 1 | *carry : v >> 1 | (uint64_t)*carry << (bits - 1);
		v &= mask;
		*carry = out;
	}
	return v;
}

#define TURN(instruction, bits, left)                                                          \
	do {                                                                                   \
		const uint64_t mask = (bits) == 64 ? UINT64_MAX : (1UL << ((bits)&63)) - 1;    \
		bool same = true;                                                              \
		for (unsigned i = 0; i < 2 * 72; i++) {                                        \
			unsigned count = i / 2;                                                \
			bool carry = i & 1;                                                    \
			uint64_t in = carry ? FLAG_CF : 0;                                     \
			uint64_t out;                                                          \
			uint64_t got = value;                                                  \
			__asm__ volatile(LOAD_FLAGS "\n\t" MUTATE(, "clc\n\t") instruction     \
					 "\n\t" STORE_FLAGS                                    \
					 : [out] "=&r"(out), "+a"(got)                         \
					 : [in] "r"(in), "c"(count)                            \
					 : "cc");                                              \
			uint64_t wanted =                                                      \
				turn(value, (bits), count & ((bits) == 64 ? 63 : 31), left,    \
				     &carry);                                                  \
			same &= (got & mask) == wanted && (out & FLAG_CF) == carry;            \
		}                                                                              \
		EXPECT_ROW(instruction " turns by every count", same, ==, true);               \
	} while (0)

int guest_main(void)
{
	bool carry = true;

	/* Control of the reference: 9 turns of 9 bits change nothing, 8 do. */
	EXPECT(turn(0x4b, 8, 9, true, &carry), ==, 0x4bUL);
	EXPECT(turn(0x4b, 8, 8, true, &carry), ==, 0xa5UL);

	TURN("rclb %%cl, %%al", 8, true);
	TURN("rclw %%cl, %%ax", 16, true);
	TURN("rcll %%cl, %%eax", 32, true);
	TURN("rclq %%cl, %%rax", 64, true);
	TURN("rcrb %%cl, %%al", 8, false);
	TURN("rcrw %%cl, %%ax", 16, false);
	TURN("rcrl %%cl, %%eax", 32, false);
	TURN("rcrq %%cl, %%rax", 64, false);

	/* ROL by the operand's own width gives the same value, but sets CF. */
	uint64_t in = 0;
	uint64_t out;
	uint64_t a = 0x81;

	__asm__ volatile(LOAD_FLAGS "rolb $8, %%al\n\t" STORE_FLAGS
			 : [out] "=&r"(out), "+a"(a)
			 : [in] "r"(in)
			 : "cc");
	EXPECT(a, ==, 0x81UL);
	EXPECT(out & (FLAG_CF | FLAG_ZF | FLAG_SF), ==, (uint64_t)FLAG_CF);
	return 0;
}

#else

CASE(rotate_through_carry, .rule = "ISA-3",
     .summary = "RCL and RCR of every width and count carry as the manual says",
     .x86_64_only = true, .shared = true);

#endif
