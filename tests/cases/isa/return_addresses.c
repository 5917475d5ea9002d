/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Returns need not match calls: retpolines, coroutines, exceptions and tail
 * calls change return addresses, take them off or make their own. A translator
 * that predicts them has to notice. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#include <sys/resource.h>

enum { DEEP = 20000, ROUNDS = 2000, FRAME = 256 };

static __attribute__((noinline)) unsigned deep(unsigned n)
{
	volatile unsigned m = n;

	return m ? deep(m - 1) + 1 : 0;
}

int guest_main(void)
{
	uint64_t sum = 0;

	for (uint64_t i = 0; i < ROUNDS; i++) {
		uint64_t r = 0;

		/* A retpoline to one of two places. */
		__asm__ volatile("lea 4f(%%rip), %%rax\n\tlea 5f(%%rip), %%rcx\n\t"
				 "test $1, %[i]\n\tcmovz %%rcx, %%rax\n\t"
				 "lea -128(%%rsp), %%rsp\n\tcall 2f\n"
				 "1:	pause\n\tlfence\n\tjmp 1b\n"
				 "2:	mov %%rax, (%%rsp)\n\tret\n"
				 "4:	mov $" MUTATE("1", "2") ", %[r]\n\tjmp 6f\n"
								"5:	mov $100, %[r]\n"
								"6:	lea 128(%%rsp), %%rsp"
				 : [r] "+r"(r)
				 : [i] "r"(i)
				 : "rax", "rcx", "cc", "memory");
		sum += r;
	}
	EXPECT_ROW("retpolines go where they were sent", sum, ==, ROUNDS / 2 * 101UL);

	uint64_t r = 0;

	/* The address is popped, as position-independent i386 code did. */
	__asm__ volatile(
		"lea -128(%%rsp), %%rsp\n\tcall 1f\n1:	pop %%rax\n\tlea 1b(%%rip), %%rcx\n\t"
		"sub %%rcx, %%rax\n\tmov %%rax, %0\n\tlea 128(%%rsp), %%rsp"
		: "=r"(r)
		:
		: "rax", "rcx", "cc", "memory");
	EXPECT_ROW("a call to the next instruction pushes its address", r, ==, 0UL);

	/* A chain of returns without calls. */
	__asm__ volatile("lea -128(%%rsp), %%rsp\n\txor %k0, %k0\n\t"
			 "lea 3f(%%rip), %%rax\n\tpush %%rax\n\t"
			 "lea 2f(%%rip), %%rax\n\tpush %%rax\n\t"
			 "lea 1f(%%rip), %%rax\n\tpush %%rax\n\tret\n"
			 "1:	add $1, %0\n\tret\n"
			 "2:	add $10, %0\n\tret\n"
			 "3:	add $100, %0\n\tlea 128(%%rsp), %%rsp"
			 : "=&r"(r)
			 :
			 : "rax", "cc", "memory");
	EXPECT_ROW("a chain of returns runs in order", r, ==, 111UL);

	/* A callee returns to its caller's caller. */
	__asm__ volatile("lea -128(%%rsp), %%rsp\n\txor %k0, %k0\n\tcall 1f\n\tjmp 3f\n"
			 "1:	call 2f\n\tadd $1, %0\n\tret\n"
			 "2:	add $8, %%rsp\n\tadd $10, %0\n\tret\n"
			 "3:	lea 128(%%rsp), %%rsp"
			 : "=&r"(r)
			 :
			 : "cc", "memory");
	EXPECT_ROW("a return may skip a caller", r, ==, 10UL);

	/* Two stacks, switched at every call, as coroutines do. */
	static uint64_t other[64];
	uint64_t *top = other + 62;

	__asm__ volatile(
		"lea -128(%%rsp), %%rsp\n\tlea 2f(%%rip), %%rax\n\tmov %%rax, (%[top])\n\t"
		"xor %k[r], %k[r]\n\tmov $50, %%ecx\n"
		"1:	call 3f\n\tadd $1, %[r]\n\tdec %%ecx\n\tjnz 1b\n\tjmp 4f\n"
		"2:	add $1000, %[r]\n\tcall 3f\n\tjmp 2b\n"
		"3:	xchg %%rsp, %[top]\n\tret\n"
		"4:	lea 128(%%rsp), %%rsp"
		: [r] "=&r"(r), [top] "+r"(top)
		:
		: "rax", "rcx", "cc", "memory");
	EXPECT_ROW("coroutines take turns", r, ==, 50 * 1001UL);

	/* As deep as the stack may be. */
	struct rlimit limit;
	unsigned depth = DEEP;

	MUST(getrlimit, RLIMIT_STACK, &limit);
	if (limit.rlim_cur / FRAME < depth)
		depth = (unsigned)(limit.rlim_cur / FRAME / 2);
	EXPECT_ROW("deep recursion comes back", deep(depth), ==, depth);
	return 0;
}

#else

CASE(return_addresses, .rule = "ISA-16",
     .summary = "RET goes to the address on the stack, whatever was called",
     .x86_64_only = true, .shared = true);

#endif
