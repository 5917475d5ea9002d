/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Repeated string instructions: both directions, overlap, an empty count,
 * and the flags and registers that a search leaves.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

/* Where nothing lies, below 4 GiB. */
enum { LOW = 0x20000000 };

struct string {
	uint64_t a, c, source, target, flags;
};

static struct string repeat_movsb(char *to, const char *from, uint64_t count, bool down)
{
	struct string s = { 0, count, (uint64_t)from, (uint64_t)to, 0 };

	if (down)
		__asm__ volatile(MUTATE("std", "cld") "\n\trep movsb\n\tcld"
				 : "+c"(s.c), "+S"(s.source), "+D"(s.target)
				 :
				 : "memory", "cc");
	else
		__asm__ volatile("rep movsb"
				 : "+c"(s.c), "+S"(s.source), "+D"(s.target)
				 :
				 : "memory", "cc");
	return s;
}

#define SEARCH(instruction, target_, source_, accumulator, count, before)                      \
	({                                                                                     \
		struct string s_ = { (accumulator), (count), (uint64_t)(source_),              \
				     (uint64_t)(target_), 0 };                                 \
		uint64_t in = (before);                                                        \
		__asm__ volatile(LOAD_FLAGS instruction "\n\t" STORE_FLAGS                     \
				 : [out] "=&r"(s_.flags), "+c"(s_.c), "+S"(s_.source),         \
				   "+D"(s_.target), "+a"(s_.a)                                 \
				 : [in] "r"(in)                                                \
				 : "memory", "cc");                                            \
		s_.flags &= FLAGS_STATUS;                                                      \
		s_;                                                                            \
	})

static void moves(void)
{
	char room[64] = { 0 };
	char *text = room + 16;

	strcpy(text, "0123456789");
	/* Up over an overlap the start repeats, down over it nothing is lost. */
	repeat_movsb(text + 2, text, 8, false);
	EXPECT_STR(text, "0101010101");
	strcpy(text, "0123456789");

	struct string s = repeat_movsb(text + 9, text + 7, 8, true);

	EXPECT_STR(text, "0101234567");
	EXPECT(s.c, ==, 0UL);
	EXPECT(s.target, ==, (uint64_t)(text + 1));
	EXPECT(s.source, ==, (uint64_t)(text - 1));

	/* A count of zero moves nothing. */
	s = repeat_movsb(text, text + 5, 0, false);
	EXPECT_STR(text, "0101234567");
	EXPECT(s.target, ==, (uint64_t)text);

	uint32_t words[4] = { 1, 2, 3, 4 };
	void *to = words + 3;
	uint64_t count = 2;

	__asm__ volatile("std\n\trep stosl\n\tcld"
			 : "+c"(count), "+D"(to)
			 : "a"(9)
			 : "memory", "cc");
	EXPECT(words[1], ==, 2U);
	EXPECT(words[2], ==, 9U);
	EXPECT(words[3], ==, 9U);
	EXPECT(to, ==, (void *)(words + 1));
}

static void searches(void)
{
	static const char text[] = "aaaaab";
	struct string s = SEARCH("repne scasb", text, text, 'b', 100, 0);

	EXPECT(s.c, ==, 94UL);
	EXPECT(s.target, ==, (uint64_t)(text + 6));
	EXPECT(s.flags, ==, (uint64_t)(FLAG_ZF | FLAG_PF));
	/* 'a' - 'b' is -1. */
	s = SEARCH("repe scasb", text, text, 'a', 100, 0);
	EXPECT(s.c, ==, 94UL);
	EXPECT(s.flags, ==, (uint64_t)(FLAG_CF | FLAG_AF | FLAG_SF | FLAG_PF));
	/* It ends by its count with ZF of the last comparison. */
	s = SEARCH("repne scasb", text, text, 'z', 3, FLAG_ZF);
	EXPECT(s.c, ==, 0UL);
	EXPECT(s.flags & FLAG_ZF, ==, 0UL);

	/* 'c' - 'b' is 1. */
	s = SEARCH("repe cmpsb", "aaaaab", "aaaaac", 0, 6, 0);
	EXPECT(s.c, ==, 0UL);
	EXPECT(s.flags, ==, 0UL);
	s = SEARCH("repe cmpsb", "aaxaab", "aaaaac", 0, 6, 0);
	EXPECT(s.c, ==, 3UL);
	EXPECT(s.flags & (FLAG_CF | FLAG_ZF | FLAG_SF), ==, (uint64_t)(FLAG_CF | FLAG_SF));

	/* No iteration, no flags. */
	s = SEARCH("repe cmpsb", "a", "b", 0, 0, FLAGS_STATUS);
	EXPECT(s.flags, ==, (uint64_t)FLAGS_STATUS);
	s = SEARCH("repne scasb", "a", "b", 'a', 0, 0);
	EXPECT(s.flags, ==, 0UL);

	static const uint64_t numbers[] = { 5, 6, 7, 8 };

	s = SEARCH("std; repne scasq; cld", numbers + 3, numbers, 6, 4, 0);
	EXPECT(s.c, ==, 1UL);
	EXPECT(s.target, ==, (uint64_t)numbers);
}

static void short_addresses(void)
{
	/* With a 32-bit address size the count is ECX alone. */
	char *page = MUST(mmap, (void *)LOW, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	void *from = page;
	void *to = page + 100;
	uint64_t count = 0x100000003;

	strcpy(page, "abc");
	__asm__ volatile("addr32 rep movsb" : "+c"(count), "+S"(from), "+D"(to) : : "memory");
	EXPECT_STR(page + 100, "abc");
	EXPECT(count, ==, 0UL);
}

int guest_main(void)
{
	moves();
	searches();
	/* In a child, for what takes the count whole runs off the page. */
	EXPECT(in_child(short_addresses), ==, 0);
	return 0;
}

#else

CASE(string_instructions, .rule = "ISA-8",
     .summary = "repeated string instructions work in both directions and keep exact counts",
     .x86_64_only = true, .shared = true);

#endif
