/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The string comparisons of SSE4.2 against a model written from the manual:
 * parsers of JSON, HTTP and SQL scan their input with them.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct answer {
	unsigned index, mask, flags;
};

static int element(const union xmm *v, int i, int mode)
{
	switch (mode & 3) {
	case 0:
		return v->b[i];
	case 1:
		return v->w[i];
	case 2:
		return (int8_t)v->b[i];
	default:
		return (int16_t)v->w[i];
	}
}

static int implicit_length(const union xmm *v, int mode)
{
	int count = mode & 1 ? 8 : 16;
	int n = 0;

	while (n < count && element(v, n, mode))
		n++;
	return n;
}

/* One pair of elements, as table 4-7 of the manual overrides it past an end. */
static bool compare(const union xmm *a, int la, const union xmm *b, int lb, int i, int j,
		    int mode)
{
	int aggregation = mode >> 2 & 3;
	bool a_valid = i < la;
	bool b_valid = j < lb;

	if (!a_valid || !b_valid) {
		if (aggregation == 3)
			return !a_valid;
		return aggregation == 2 && !a_valid && !b_valid;
	}

	int x = element(a, i, mode);
	int y = element(b, j, mode);

	if (aggregation == 1)
		return i & 1 ? x >= y : x <= y;
	return x == y;
}

static struct answer model(const union xmm *a, int la, const union xmm *b, int lb, int mode)
{
	int count = mode & 1 ? 8 : 16;
	unsigned raw = 0;

	for (int j = 0; j < count; j++) {
		bool hit = false;

		switch (mode >> 2 & 3) {
		case 0: /* equal any */
			for (int i = 0; i < count; i++)
				hit |= compare(a, la, b, lb, i, j, mode);
			break;
		case 1: /* ranges */
			for (int i = 0; i < count; i += 2)
				hit |= compare(a, la, b, lb, i, j, mode) &&
				       compare(a, la, b, lb, i + 1, j, mode);
			break;
		case 2: /* equal each */
			hit = compare(a, la, b, lb, j, j, mode);
			break;
		default: /* equal ordered */
			hit = true;
			for (int i = 0; i + j < count; i++)
				hit &= compare(a, la, b, lb, i, j + i, mode);
		}
		raw |= (unsigned)hit << j;
	}

	/* Negation, of all elements or of those that exist. */
	if (mode & 0x10)
		raw ^= mode & 0x20 ? (1U << lb) - 1 : (1U << count) - 1;

	struct answer r = { (unsigned)count, raw, 0 };

	if (raw)
		r.index = mode & 0x40 ? 31 - (unsigned)__builtin_clz(raw)
				      : (unsigned)__builtin_ctz(raw);
	r.flags = (raw ? FLAG_CF : 0) | (lb < count ? FLAG_ZF : 0) |
		  (la < count ? FLAG_SF : 0) | (raw & 1 ? FLAG_OF : 0);
	return r;
}

static union xmm text(const char *s)
{
	union xmm v = XMM_Q(0, 0);
	size_t n = strlen(s);

	memcpy(&v, s, n < 16 ? n : 16);
	return v;
}

/* All four instructions in one mode on one pair. */
#define STRINGS(mode)                                                                          \
	static void strings_##mode(union xmm a, int la, union xmm b, int lb)                   \
	{                                                                                      \
		uint64_t index;                                                                \
		uint64_t flags;                                                                \
		union xmm mask;                                                                \
		struct answer m = model(&a, la, &b, lb, mode);                                 \
		__asm__ volatile("movdqu %2, %%xmm0\n\tmovdqu %3, %%xmm1\n\t"                  \
				 "pcmpestri $" #mode ", %%xmm1, %%xmm0\n\t" STORE_FLAGS        \
				 : "=&c"(index), [out] "=&r"(flags)                            \
				 : "m"(a), "m"(b), "a"(MUTATE(la, 16)), "d"(lb)                \
				 : "xmm0", "xmm1", "cc");                                      \
		EXPECT_ROW("pcmpestri " #mode " index", index, ==, (uint64_t)m.index);         \
		EXPECT_ROW("pcmpestri " #mode " flags", (flags & FLAGS_STATUS), ==,            \
			   (uint64_t)m.flags);                                                 \
		__asm__ volatile("movdqu %1, %%xmm2\n\tmovdqu %2, %%xmm1\n\t"                  \
				 "pcmpestrm $" #mode ", %%xmm1, %%xmm2\n\tmovdqu %%xmm0, %0"   \
				 : "=m"(mask)                                                  \
				 : "m"(a), "m"(b), "a"(la), "d"(lb)                            \
				 : "xmm0", "xmm1", "xmm2", "cc");                              \
		if (((mode)&0x40) == 0)                                                        \
			EXPECT_ROW("pcmpestrm " #mode " mask", mask.q[0], ==,                  \
				   (uint64_t)m.mask);                                          \
		la = implicit_length(&a, mode);                                                \
		lb = implicit_length(&b, mode);                                                \
		m = model(&a, la, &b, lb, mode);                                               \
		__asm__ volatile("movdqu %2, %%xmm0\n\tmovdqu %3, %%xmm1\n\t"                  \
				 "pcmpistri $" #mode ", %%xmm1, %%xmm0\n\t" STORE_FLAGS        \
				 : "=&c"(index), [out] "=&r"(flags)                            \
				 : "m"(a), "m"(b)                                              \
				 : "xmm0", "xmm1", "cc");                                      \
		EXPECT_ROW("pcmpistri " #mode " index", index, ==, (uint64_t)m.index);         \
		EXPECT_ROW("pcmpistri " #mode " flags", (flags & FLAGS_STATUS), ==,            \
			   (uint64_t)m.flags);                                                 \
	}
#define MODES(F)                                                                               \
	F(0x00)                                                                                \
	F(0x02)                                                                                \
	F(0x04)                                                                                \
	F(0x06)                                                                                \
	F(0x08)                                                                                \
	F(0x0c)                                                                                \
	F(0x14)                                                                                \
	F(0x18)                                                                                \
	F(0x1a)                                                                                \
	F(0x30)                                                                                \
	F(0x38)                                                                                \
	F(0x40) F(0x44) F(0x48) F(0x4c) F(0x01) F(0x05) F(0x09) F(0x0d) F(0x07) F(0x3c) F(0x7a)
MODES(STRINGS)

int guest_main(void)
{
	static const char *const pairs[][2] = {
		{ "ab", "xxxabxabx" },
		{ "azAZ", "9+Hello, world!!" },
		{ "0123456789abcdef", "0123456789abcdef" },
		{ "abcd", "abcd" },
		{ "abcx", "abcdabcx" },
		{ "", "something" },
		{ "aab", "aaaaaaaaaaaaaaaa" },
		{ "\x80\xff", "a\x90\x7f" },
	};

	if (MUTATE(!(cpuid(1, 0).c & bit_SSE4_2), false)) {
		NOT_OFFERED("SSE4.2");
		return 0;
	}
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		const union xmm a = text(pairs[i][0]);
		const union xmm b = text(pairs[i][1]);
		/* Explicit lengths that differ from the implicit ones. */
		const int la = (int)strlen(pairs[i][0]) / 2;
		const int lb = (int)strlen(pairs[i][1]) / 2;
#define RUN(mode) strings_##mode(a, la, b, lb);
		MODES(RUN)
	}

	/* Control of the model: known positions. */
	const union xmm a = text("ab");
	const union xmm b = text("xxxabxabx");

	EXPECT(model(&a, 2, &b, 9, 0x0c).index, ==, 3U);
	EXPECT(model(&a, 2, &b, 9, 0x0c).mask, ==, 0x48U);

	/* A length beyond the register, or negative, counts by its absolute
	 * value and at most as the register's. */
	uint64_t index;

	__asm__ volatile(
		"movdqu %1, %%xmm0\n\tmovdqu %2, %%xmm1\n\tpcmpestri $0x0c, %%xmm1, %%xmm0"
		: "=c"(index)
		: "m"(a), "m"(b), "a"(-2), "d"(1000)
		: "xmm0", "xmm1", "cc");
	EXPECT(index, ==, 3UL);
	return 0;
}

#else

CASE(sse42_strings, .rule = "SIMD-1",
     .summary =
	     "PCMPESTRI, PCMPESTRM and PCMPISTRI agree with the manual's model in every mode",
     .issues = { "https://github.com/containers/podman/issues/15456" }, .x86_64_only = true,
     .shared = true);

#endif
