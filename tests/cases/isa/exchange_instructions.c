/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * XADD and CMPXCHG, of which every lock is made: results, flags, and which
 * half of which register is written when.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct compared {
	uint64_t memory;
	uint64_t accumulator;
	uint64_t flags;
};

#define COMPARE_EXCHANGE(instruction, destination, expected, source)                           \
	({                                                                                     \
		struct compared r_ = { (destination), (expected), 0 };                         \
		uint64_t in = 0;                                                               \
		__asm__ volatile(LOAD_FLAGS instruction ", %[memory]\n\t" STORE_FLAGS          \
				 : [out] "=&r"(r_.flags), [memory] "+m"(r_.memory),            \
				   "+a"(r_.accumulator)                                        \
				 : [in] "r"(in), "c"((uint64_t)(source))                       \
				 : "cc");                                                      \
		r_.flags &= FLAGS_STATUS;                                                      \
		r_;                                                                            \
	})

static void compare_exchange(void)
{
	struct compared r = COMPARE_EXCHANGE("lock cmpxchgq %%rcx", 5, 5, 9);

	EXPECT(r.memory, ==, 9UL);
	EXPECT(r.accumulator, ==, 5UL);
	EXPECT(r.flags, ==, (uint64_t)(FLAG_ZF | FLAG_PF));
	/* Flags are those of accumulator minus destination: 3 - 5. */
	r = COMPARE_EXCHANGE("lock cmpxchgq %%rcx", 5, 3, 9);
	EXPECT(r.memory, ==, 5UL);
	EXPECT(r.accumulator, ==, 5UL);
	EXPECT(r.flags, ==, (uint64_t)(FLAG_CF | FLAG_AF | FLAG_SF));
	r = COMPARE_EXCHANGE("cmpxchgq %%rcx", 5, 3, 9);
	EXPECT(r.flags, ==, (uint64_t)(FLAG_CF | FLAG_AF | FLAG_SF));

	/* 32 bits: the accumulator is written, hence cleared above, only on a
	 * mismatch. */
	r = COMPARE_EXCHANGE("lock cmpxchgl %%ecx", 0x7777777700000005, 0x1111111100000005,
			     0x2222222200000009);
	EXPECT(r.memory, ==, 0x7777777700000009UL);
	EXPECT(r.accumulator, ==, 0x1111111100000005UL);
	r = COMPARE_EXCHANGE("lock cmpxchgl %%ecx", 0x7777777700000005, 0x1111111100000004, 9);
	EXPECT(r.memory, ==, 0x7777777700000005UL);
	EXPECT(r.accumulator, ==, 5UL);

	r = COMPARE_EXCHANGE("lock cmpxchgb %%cl", 0x7777777777777705, 0x1111111111111104, 9);
	EXPECT(r.accumulator, ==, 0x1111111111111105UL);
	r = COMPARE_EXCHANGE("lock cmpxchgb %%cl", 0x7777777777777705, 0x1111111111111105, 9);
	EXPECT(r.memory, ==, 0x7777777777777709UL);
	EXPECT(r.accumulator, ==, 0x1111111111111105UL);
	r = COMPARE_EXCHANGE("lock cmpxchgw %%cx", 0x7777777777770005, 0x1111111111118004, 9);
	EXPECT(r.accumulator, ==, 0x1111111111110005UL);
	/* 0x8004 - 5 = 0x7fff overflows. */
	EXPECT(r.flags, ==, (uint64_t)(FLAG_AF | FLAG_PF | FLAG_OF));
}

static void exchange_add(void)
{
	uint64_t memory = 0x7fffffffffffffff;
	uint64_t r = 1;
	uint64_t in = 0;
	uint64_t out;

	__asm__ volatile(
		LOAD_FLAGS MUTATE("lock xaddq", "lock addq") " %[r], %[memory]\n\t" STORE_FLAGS
		: [out] "=&r"(out), [memory] "+m"(memory), [r] "+r"(r)
		: [in] "r"(in)
		: "cc");
	EXPECT(memory, ==, 0x8000000000000000UL);
	EXPECT(r, ==, 0x7fffffffffffffffUL);
	EXPECT(out & FLAGS_STATUS, ==, (uint64_t)(FLAG_AF | FLAG_PF | FLAG_SF | FLAG_OF));

	memory = 0x77777777777777ff;
	r = 0x2222222222222201;
	__asm__ volatile(LOAD_FLAGS "lock xaddb %b[r], %[memory]\n\t" STORE_FLAGS
			 : [out] "=&r"(out), [memory] "+m"(memory), [r] "+q"(r)
			 : [in] "r"(in)
			 : "cc");
	EXPECT(memory, ==, 0x7777777777777700UL);
	EXPECT(r, ==, 0x22222222222222ffUL);
	EXPECT(out & FLAGS_STATUS, ==, (uint64_t)(FLAG_CF | FLAG_AF | FLAG_PF | FLAG_ZF));

	/* Between registers, and a register with itself. */
	uint64_t a = 0x1111111100000003;
	uint64_t c = 0x2222222200000004;

	__asm__ volatile("xaddl %k1, %k0" : "+r"(a), "+r"(c) : : "cc");
	EXPECT(a, ==, 7UL);
	EXPECT(c, ==, 3UL);
	__asm__ volatile("xaddq %0, %0" : "+r"(a) : : "cc");
	EXPECT(a, ==, 14UL);
}

static void compare_exchange_wide(void)
{
	uint64_t memory = 0x1111111122222222;
	uint64_t a = 0x7777777722222222;
	uint64_t d = 0x7777777711111111;
	bool z;

	/* CMPXCHG8B looks at the lower halves only. */
	__asm__ volatile("lock cmpxchg8b %0\n\tsetz %1"
			 : "+m"(memory), "=q"(z), "+a"(a), "+d"(d)
			 : "b"(3UL), "c"(4UL)
			 : "cc");
	EXPECT(z, ==, true);
	EXPECT(memory, ==, 0x0000000400000003UL);
	__asm__ volatile("lock cmpxchg8b %0\n\tsetz %1"
			 : "+m"(memory), "=q"(z), "+a"(a), "+d"(d)
			 : "b"(3UL), "c"(4UL)
			 : "cc");
	EXPECT(z, ==, false);
	EXPECT(a, ==, 3UL);
	EXPECT(d, ==, 4UL);
}

int guest_main(void)
{
	compare_exchange();
	exchange_add();
	compare_exchange_wide();
	return 0;
}

#else

CASE(exchange_instructions, .rule = "ISA-7",
     .summary = "XADD, CMPXCHG and CMPXCHG8B write the right halves and set all flags",
     .x86_64_only = true, .shared = true);

#endif
