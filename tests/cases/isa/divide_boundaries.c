/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * DIV and IDIV at their edges: dividends of double width, and SIGFPE for a
 * quotient that doesn't fit. ARM64's division never faults, so runtimes that
 * turn SIGFPE into an exception see whether the translator checks.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct quotient {
	uint64_t a;
	uint64_t d;
};

#define DIVIDE(instruction, high, low, by)                                                     \
	({                                                                                     \
		struct quotient q_ = { (uint64_t)(low), (uint64_t)(high) };                    \
		__asm__ volatile(instruction "\n\t"                                            \
				 : "+a"(q_.a), "+d"(q_.d)                                      \
				 : "c"((uint64_t)(by))                                         \
				 : "cc");                                                      \
		q_;                                                                            \
	})

static uint64_t high;
static uint64_t low;
static uint64_t by;

extern char divide_q[];
extern char divide_d[];
extern char divide_b[];

/* Out of line, so that the instruction's address has a name. */
#define DIVIDER(name, instruction)                                                             \
	static void __attribute__((noinline)) name##_run(void)                                 \
	{                                                                                      \
		uint64_t a = low;                                                              \
		uint64_t d = high;                                                             \
		__asm__ volatile(".globl " #name "\n" #name ":\n\t" MUTATE(instruction, "nop") \
				 : "+a"(a), "+d"(d)                                            \
				 : "c"(by)                                                     \
				 : "cc");                                                      \
	}
DIVIDER(divide_q, "idivq %%rcx")
DIVIDER(divide_d, "divl %%ecx")
DIVIDER(divide_b, "idivb %%cl")

static void faults(const char *what, void (*run)(void), const char *address, uint64_t d,
		   uint64_t a, uint64_t c)
{
	high = d;
	low = a;
	by = c;

	struct guest_fault f = fault_of(run);

	if (!EXPECT_ROW(what, f.signal, ==, SIGFPE))
		return;
	EXPECT(f.code, ==, FPE_INTDIV);
	EXPECT(f.address, ==, (uint64_t)address);
	EXPECT((uint64_t)f.registers[REG_RIP], ==, (uint64_t)address);
	EXPECT((uint64_t)f.registers[REG_RAX], ==, low);
	EXPECT((uint64_t)f.registers[REG_RDX], ==, high);
}

int guest_main(void)
{
	struct quotient q = DIVIDE("divq %%rcx", 6, 9, 7);

	/* 6 * 2^64 + 9 */
	EXPECT(q.a, ==, 0xdb6db6db6db6db6fUL);
	EXPECT(q.d, ==, 0UL);
	q = DIVIDE("divq %%rcx", UINT64_MAX - 1, UINT64_MAX, UINT64_MAX);
	EXPECT(q.a, ==, UINT64_MAX);
	EXPECT(q.d, ==, UINT64_MAX - 1);
	/* -(2^64) / 2: the least quotient that fits. */
	q = DIVIDE("idivq %%rcx", -1, 0, 2);
	EXPECT(q.a, ==, 0x8000000000000000UL);
	EXPECT(q.d, ==, 0UL);
	/* The remainder has the dividend's sign. */
	q = DIVIDE("idivq %%rcx", -1, -7, 2);
	EXPECT((int64_t)q.a, ==, -3L);
	EXPECT((int64_t)q.d, ==, -1L);
	q = DIVIDE("idivl %%ecx", 0, 7, (uint32_t)-2);
	EXPECT((int32_t)q.a, ==, -3);
	EXPECT((int32_t)q.d, ==, 1);
	/* 32 bits clear the upper halves, 16 and 8 bits keep them. */
	q = DIVIDE("divl %%ecx", 0x1111111100000001, 0x2222222200000002, 0x3333333300000003);
	EXPECT(q.a, ==, 0x55555556UL);
	EXPECT(q.d, ==, 0UL);
	q = DIVIDE("divw %%cx", 0x1111111111110001, 0x2222222222220003, 5);
	EXPECT(q.a, ==, 0x2222222222223333UL);
	EXPECT(q.d, ==, 0x1111111111110004UL);
	q = DIVIDE("idivb %%cl", 0, 0x222222222222ff80, 1);
	EXPECT(q.a, ==, 0x2222222222220080UL);
	q = DIVIDE("divb %%cl", 0, 0x2222222222220907, 0x0a);
	EXPECT(q.a, ==, 0x22222222222201e7UL);

	/* Control: the same code returns if the quotient fits. */
	high = 0;
	low = 9;
	by = 2;
	EXPECT(fault_of(divide_q_run).signal, ==, 0);

	faults("a division by zero raises SIGFPE", divide_q_run, divide_q, 0, 1, 0);
	faults("INT64_MIN / -1 raises SIGFPE", divide_q_run, divide_q, UINT64_MAX,
	       0x8000000000000000, UINT64_MAX);
	faults("a quotient above 32 bits raises SIGFPE", divide_d_run, divide_d, 5, 0, 5);
	faults("a 32-bit division by zero raises SIGFPE", divide_d_run, divide_d, 0, 0, 0);
	faults("an 8-bit quotient of 128 raises SIGFPE", divide_b_run, divide_b, 0, 0x80, 1);
	return 0;
}

#else

CASE(divide_boundaries, .rule = "ISA-5",
     .summary = "DIV and IDIV divide double widths and raise SIGFPE where none fits",
     .x86_64_only = true, .shared = true);

#endif
