/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * An 80-bit operand is 10 bytes, not 16: a load may end at the last byte of
 * mapped memory, and a store leaves the bytes behind it alone, as arrays of
 * packed records need.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static uint8_t *end;
static uint8_t around[32];

static void load(void)
{
	__asm__ volatile(MUTATE(, "cmpb $0, 15(%0)\n\t") "fldt (%0)\n\tfstpt (%1)"
			 :
			 : "r"(end - 10), "r"(around)
			 : "memory", "st");
}

static void load_beyond(void)
{
	__asm__ volatile("fldt (%0)\n\tfstpt (%1)"
			 :
			 : "r"(end - 9), "r"(around)
			 : "memory", "st");
}

static void store(void)
{
	__asm__ volatile("fld1\n\tfstpt (%0)" : : "r"(end - 10) : "memory", "st");
}

static void store_beyond(void)
{
	__asm__ volatile("fld1\n\tfstpt (%0)" : : "r"(end - 9) : "memory", "st");
}

static void load_decimal(void)
{
	__asm__ volatile("fbld (%0)\n\tfstpt (%1)"
			 :
			 : "r"(end - 10), "r"(around)
			 : "memory", "st");
}

static void store_decimal(void)
{
	__asm__ volatile("fld1\n\tfbstp (%0)" : : "r"(end - 10) : "memory", "st");
}

int guest_main(void)
{
	uint8_t *pages = MUST(mmap, NULL, 8192, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	end = pages + 4096;
	MUST(mprotect, end, 4096, PROT_NONE);
	EXPECT(fault_of(load).signal, ==, 0);
	EXPECT(fault_of(store).signal, ==, 0);
	EXPECT(fault_of(load_decimal).signal, ==, 0);
	EXPECT(fault_of(store_decimal).signal, ==, 0);
	/* Control: one byte further it does fault. */
	EXPECT(fault_of(load_beyond).signal, ==, SIGSEGV);
	EXPECT(fault_of(store_beyond).signal, ==, SIGSEGV);

	memset(around, 0x55, sizeof(around));
	__asm__ volatile("fld1\n\tfstpt (%0)" : : "r"(around + 8) : "memory", "st");
	EXPECT(around[7], ==, 0x55);
	EXPECT(around[17], ==, 0x3f);
	EXPECT(around[18], ==, 0x55);
	memset(around, 0x55, sizeof(around));
	__asm__ volatile("fld1\n\tfbstp (%0)" : : "r"(around + 8) : "memory", "st");
	EXPECT(around[8], ==, 1);
	EXPECT(around[17], ==, 0);
	EXPECT(around[18], ==, 0x55);
	return 0;
}

#else

CASE(x87_tword_bounds, .rule = "X87-4",
     .summary = "an 80-bit or decimal operand is 10 bytes, of which none beyond is touched",
     .issues = { "https://github.com/FEX-Emu/FEX/pull/4864" }, .x86_64_only = true,
     .shared = true);

#endif
