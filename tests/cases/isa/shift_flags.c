/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A shift takes its count modulo 32 or 64 and leaves all flags alone if that
 * is zero: an ARM64 shift does neither, so a translator must add it.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct shifted {
	uint64_t value;
	uint64_t flags;
};

#define SHIFT(instruction, from, by, before)                                                   \
	({                                                                                     \
		struct shifted s_ = { (from), 0 };                                             \
		uint64_t in = (before);                                                        \
		__asm__ volatile(LOAD_FLAGS instruction                                        \
				 "\n\t" MUTATE(, "test %%eax, %%eax\n\t") STORE_FLAGS          \
				 : [out] "=&r"(s_.flags), "+a"(s_.value)                       \
				 : [in] "r"(in), "c"((uint64_t)(by)),                          \
				   "d"(0x0123456789abcdefUL)                                   \
				 : "cc");                                                      \
		s_.flags &= FLAGS_STATUS;                                                      \
		s_;                                                                            \
	})

/* A count that is zero modulo the mask: value and flags stay. */
#define NO_SHIFT(instruction, by)                                                              \
	do {                                                                                   \
		for (int set = 0; set < 2; set++) {                                            \
			uint64_t before = set ? FLAGS_STATUS : 0;                              \
			struct shifted s = SHIFT(instruction, 0x8796a5b4c3d2e1f1, by, before); \
			EXPECT_ROW(instruction " by " #by " keeps the flags", s.flags, ==,     \
				   before);                                                    \
			EXPECT_ROW(instruction " by " #by " keeps the low byte",               \
				   s.value & 0xff, ==, 0xf1UL);                                \
		}                                                                              \
	} while (0)

#define NO_SHIFTS(operation)                                                                   \
	do {                                                                                   \
		NO_SHIFT(operation "b %%cl, %%al", 0);                                         \
		NO_SHIFT(operation "w %%cl, %%ax", 32);                                        \
		NO_SHIFT(operation "l %%cl, %%eax", 32);                                       \
		NO_SHIFT(operation "l %%cl, %%eax", 64);                                       \
		NO_SHIFT(operation "q %%cl, %%rax", 64);                                       \
		NO_SHIFT(operation "q %%cl, %%rax", 128);                                      \
	} while (0)

int guest_main(void)
{
	NO_SHIFTS("shl");
	NO_SHIFTS("shr");
	NO_SHIFTS("sar");
	NO_SHIFTS("rol");
	NO_SHIFTS("ror");
	NO_SHIFTS("rcl");
	NO_SHIFTS("rcr");
	NO_SHIFT("shld %%cl, %%edx, %%eax", 32);
	NO_SHIFT("shrd %%cl, %%rdx, %%rax", 64);

	struct shifted s = SHIFT("shll %%cl, %%eax", 0xffffffff00000001, 33, 0);

	EXPECT(s.value, ==, 2UL);
	EXPECT(s.flags & (FLAG_CF | FLAG_ZF | FLAG_SF | FLAG_PF | FLAG_OF), ==, 0UL);
	s = SHIFT("shlq %%cl, %%rax", 3, 63, 0);
	EXPECT(s.value, ==, 0x8000000000000000UL);
	EXPECT(s.flags & (FLAG_CF | FLAG_ZF | FLAG_SF | FLAG_PF), ==,
	       (uint64_t)(FLAG_CF | FLAG_SF | FLAG_PF));
	s = SHIFT("shrw %%cl, %%ax", 0x1111111111118003, 2, 0);
	EXPECT(s.value, ==, 0x1111111111112000UL);
	EXPECT(s.flags & (FLAG_CF | FLAG_ZF | FLAG_SF | FLAG_PF), ==,
	       (uint64_t)(FLAG_CF | FLAG_PF));
	s = SHIFT("sarb %%cl, %%al", 0x80, 31, 0);
	EXPECT(s.value, ==, 0xffUL);

	/* OF is defined for a count of one. */
	s = SHIFT("shll $1, %%eax", 0x40000000, 0, 0);
	EXPECT(s.flags & (FLAG_CF | FLAG_OF), ==, (uint64_t)FLAG_OF);
	s = SHIFT("shll $1, %%eax", 0xc0000000, 0, FLAG_OF);
	EXPECT(s.flags & (FLAG_CF | FLAG_OF), ==, (uint64_t)FLAG_CF);
	s = SHIFT("shrl $1, %%eax", 0x80000001, 0, 0);
	EXPECT(s.flags & (FLAG_CF | FLAG_OF), ==, (uint64_t)(FLAG_CF | FLAG_OF));
	s = SHIFT("sarl $1, %%eax", 0x80000001, 0, FLAG_OF);
	EXPECT(s.flags & (FLAG_CF | FLAG_OF), ==, (uint64_t)FLAG_CF);

	/* Double shifts: RDX is 0x0123456789abcdef. */
	s = SHIFT("shld $8, %%rdx, %%rax", 0xaa00000000000055, 0, 0);
	EXPECT(s.value, ==, 0x0000000000005501UL);
	EXPECT(s.flags & (FLAG_CF | FLAG_ZF), ==, 0UL);
	s = SHIFT("shrd %%cl, %%edx, %%eax", 0x12345678, 4, 0);
	EXPECT(s.value, ==, 0xf1234567UL);
	EXPECT(s.flags & (FLAG_CF | FLAG_SF), ==, (uint64_t)(FLAG_CF | FLAG_SF));
	s = SHIFT("shldw %%cl, %%dx, %%ax", 0x8001, 1, 0);
	EXPECT(s.value, ==, 0x0003UL);
	EXPECT(s.flags & (FLAG_CF | FLAG_OF), ==, (uint64_t)(FLAG_CF | FLAG_OF));
	return 0;
}

#else

CASE(shift_flags, .rule = "ISA-3",
     .summary = "shifts mask their count, and a masked count of zero changes no flag",
     .x86_64_only = true, .shared = true);

#endif
