/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * BT and its family reach beyond their operand in memory by a bit offset in a
 * register, forwards and backwards; bit maps of kernels and collectors use it.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static uint8_t map[64];

#define BIT(instruction, base, offset)                                                         \
	({                                                                                     \
		bool c_;                                                                       \
		__asm__ volatile(instruction " %1, (%2)\n\tsetc %0"                            \
				 : "=q"(c_)                                                    \
				 : "r"(MUTATE(offset, (__typeof__(offset))((offset)&31))),     \
				   "r"(base)                                                   \
				 : "cc", "memory");                                            \
		c_;                                                                            \
	})

/* The rarest of them, in a child in case it is unknown. */
static void clear_short(void)
{
	map[27] = 0x80;
	EXPECT(BIT("lock btrw", map + 32, (short)-33), ==, true);
	EXPECT(map[27], ==, 0);
}

int guest_main(void)
{
	/* Bit 200 is bit 0 of byte 25, bit -9 from byte 32 is bit 7 of byte 30. */
	map[25] = 1;
	EXPECT(BIT("btq", map, 200L), ==, true);
	EXPECT(BIT("btq", map, 201L), ==, false);
	EXPECT(BIT("btl", map, 200), ==, true);
	EXPECT(BIT("btw", map, (short)200), ==, true);

	EXPECT(BIT("btsq", map + 32, -9L), ==, false);
	EXPECT(map[30], ==, 0x80);
	EXPECT(BIT("btrq", map + 32, -9L), ==, true);
	EXPECT(map[30], ==, 0);
	EXPECT(BIT("btcl", map + 32, -1), ==, false);
	EXPECT(map[31], ==, 0x80);
	EXPECT(BIT("lock btsl", map + 32, -33), ==, false);
	EXPECT(map[27], ==, 0x80);
	EXPECT(BIT("lock btcq", map, 511L), ==, false);
	EXPECT(map[63], ==, 0x80);

	/* On a register the offset is taken modulo its width. */
	uint64_t value = 1UL << 5;
	bool c;

	__asm__ volatile("btq %2, %1\n\tsetc %0" : "=q"(c) : "r"(value), "r"(64L + 5) : "cc");
	EXPECT(c, ==, true);
	__asm__ volatile("btrl %2, %k1\n\tsetc %0" : "=q"(c), "+r"(value) : "r"(32 + 5) : "cc");
	EXPECT(c, ==, true);
	EXPECT(value, ==, 0UL);

	/* ZF stays as it was. */
	bool z;

	__asm__ volatile("cmp %1, %1\n\tbtq $3, %1\n\tsetz %0" : "=q"(z) : "r"(8UL) : "cc");
	EXPECT(z, ==, true);

	/* A scan of nothing sets ZF, of something clears it. */
	uint64_t index;

	__asm__ volatile("bsfq %2, %1\n\tsetz %0" : "=q"(z), "=r"(index) : "r"(0UL) : "cc");
	EXPECT(z, ==, true);
	__asm__ volatile("bsrq %2, %1\n\tsetz %0" : "=q"(z), "=r"(index) : "r"(0UL) : "cc");
	EXPECT(z, ==, true);
	__asm__ volatile("bsfq %2, %1\n\tsetz %0"
			 : "=q"(z), "=r"(index)
			 : "r"(0x9000UL)
			 : "cc");
	EXPECT(z, ==, false);
	EXPECT(index, ==, 12UL);
	__asm__ volatile("bsrw %w2, %w1\n\tsetz %0"
			 : "=q"(z), "=r"(index)
			 : "r"(0xf9000UL), "1"(0x5555000000000000UL)
			 : "cc");
	EXPECT(z, ==, false);
	EXPECT(index, ==, 0x555500000000000fUL);

	/* The counts that replace them say "none" by CF and the width. */
	if (cpuid(7, 0).b & bit_BMI) {
		__asm__ volatile("tzcntw %w2, %w1\n\tsetc %0"
				 : "=q"(c), "=r"(index)
				 : "r"(0x10000UL), "1"(0UL)
				 : "cc");
		EXPECT(c, ==, true);
		EXPECT(index, ==, 16UL);
		__asm__ volatile("tzcntl %k2, %k1\n\tsetz %0"
				 : "=q"(z), "=r"(index)
				 : "r"(1UL)
				 : "cc");
		EXPECT(z, ==, true);
		EXPECT(index, ==, 0UL);
	}
	if (cpuid(0x80000001, 0).c & bit_LZCNT) {
		__asm__ volatile("lzcntl %k2, %k1\n\tsetc %0"
				 : "=q"(c), "=r"(index)
				 : "r"(0xff00000000UL)
				 : "cc");
		EXPECT(c, ==, true);
		EXPECT(index, ==, 32UL);
	}
	EXPECT(in_child(clear_short), ==, 0);
	return 0;
}

#else

CASE(bit_instructions, .rule = "ISA-6",
     .summary = "BT, BTS, BTR, BTC address any bit of memory, scans of zero set ZF",
     .x86_64_only = true);

#endif
