/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The prefix 0x67 makes an address of 32 bits: it wraps there, whatever the
 * registers hold above, and counts and pointers are ECX, ESI and EDI. The x32
 * ABI and hand-written loops use it. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static unsigned char *low;
/* What lies above 32 bits doesn't count. */
static uint64_t dirty;

static void addresses(void)
{
	uint64_t r;

	__asm__("lea (%k1,%k2), %0" : "=r"(r) : "r"(0xfffffff0UL), "r"(0x20UL));
	EXPECT_ROW("lea wraps at 32 bits", r, ==, 0x10UL);
	__asm__("lea (%1,%2), %k0" : "=r"(r) : "r"(0xfffffff0UL), "r"(0x20UL));
	EXPECT_ROW("lea into 32 bits cuts", r, ==, 0x10UL);
}

static void loads(void)
{
	uint64_t r;

	__asm__ volatile("movzbl 5(%k1), %k0" : "=r"(r) : "r"(dirty) : "memory");
	EXPECT_ROW("a load ignores the upper half of its base", r, ==, 6UL);
	__asm__ volatile("movzbl -16(%k1,%k2), %k0"
			 : "=r"(r)
			 : "r"(dirty), "r"(0x1111111100000018UL)
			 : "memory");
	EXPECT_ROW("a load wraps with its index", r, ==, 9UL);
}

static void strings(void)
{
	uint64_t source = dirty;
	uint64_t target = dirty + 4096;
	uint64_t count = 0x1234567800000010;

	__asm__ volatile("addr32 rep movsb"
			 : "+S"(source), "+D"(target), "+c"(count)
			 :
			 : "memory");
	EXPECT_ROW("rep movsb counts in ECX", count, ==, 0UL);
	EXPECT_ROW("rep movsb moves ESI", source, ==, (uintptr_t)low + 16);
	EXPECT_ROW("rep movsb moves EDI", target, ==, (uintptr_t)low + 4096 + 16);
	EXPECT(memcmp(low, low + 4096, 16), ==, 0);
	EXPECT(low[4096 + 16], ==, 0);
}

static void jumps(void)
{
	uint64_t taken = 0;

	__asm__ volatile("jecxz 1f\n\tjmp 2f\n1:	mov $1, %0\n2:"
			 : "+r"(taken)
			 : "c"(0x500000000UL));
	EXPECT_ROW("jecxz looks at ECX", taken, ==, 1UL);
	taken = 0;
	__asm__ volatile("jrcxz 1f\n\tjmp 2f\n1:	mov $1, %0\n2:"
			 : "+r"(taken)
			 : "c"(0x500000000UL));
	EXPECT_ROW("jrcxz looks at RCX", taken, ==, 0UL);
}

static void loops(void)
{
	uint64_t count = 0x500000003;
	uint64_t taken = 0;

	/* One that counts in RCX would not end: it is stopped. */
	__asm__ volatile("1:	inc %1\n\tcmp $9, %1\n\tja 2f\n\taddr32 loop 1b\n2:"
			 : "+c"(count), "+r"(taken)
			 :
			 : "cc");
	EXPECT_ROW("loop counts in ECX", taken, ==, 3UL);
	EXPECT_ROW("loop clears the upper half", count, ==, 0UL);
}

/* LOOPE and LOOPNE stop by ZF, and change no flag. */
static void loops_with_flags(void)
{
	uint64_t count = 10;
	bool carry;
	bool zero;

	__asm__ volatile("stc\n\tmov $5, %%eax\n1:	dec %%eax\n\tloopne 1b\n\t"
			 "setc %1\n\tsetz %2"
			 : "+c"(count), "=q"(carry), "=q"(zero)
			 :
			 : "rax", "cc");
	EXPECT_ROW("loopne stops at ZF", count, ==, 5UL);
	EXPECT_ROW("loopne keeps CF", carry, ==, true);
	EXPECT_ROW("loopne keeps ZF", zero, ==, true);
	count = 10;
	__asm__ volatile("1:	cmp $7, %0\n\tja 2f\n\tcmp %0, %0\n2:	loope 1b"
			 : "+c"(count)
			 :
			 : "cc");
	EXPECT_ROW("loope stops without ZF", count, ==, 9UL);
}

int guest_main(void)
{
	static const struct {
		const char *claim;
		void (*run)(void);
	} parts[] = {
		{ "lea with 32-bit addresses", addresses },
		{ "loads from 32-bit addresses", loads },
		{ "string instructions with 32-bit addresses", strings },
		{ "jumps by ECX and RCX", jumps },
		{ "loop by ECX", loops },
		{ "loope and loopne", loops_with_flags },
	};

	/* MAP_32BIT is a claim of another case. */
	low = MUST(mmap, (void *)0x20000000, 8192, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	dirty = (uintptr_t)low | 0x7777777700000000;
	for (int i = 0; i < 64; i++)
		low[i] = (unsigned char)(i + MUTATE(1, 2));
	/* A crash of one is that one's alone. */
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		EXPECT_ROW(parts[i].claim, in_child(parts[i].run) & ~0x80, ==, 0);
	return 0;
}

#else

CASE(address_size_prefix, .rule = "ISA-13",
     .summary = "a 32-bit address size wraps addresses and counts in ECX, ESI and EDI",
     .x86_64_only = true, .shared = true);

#endif
