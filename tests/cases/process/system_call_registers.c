/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* SYSCALL overwrites RCX with the address behind it and R11 with RFLAGS, and
 * returns in RAX; compilers and hand-written code keep values in the rest. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct registers {
	uint64_t rax, rcx, r11, next, rbx, rdx, rsi, rdi, r8, r9, r10, r12, r13, flags;
};

extern struct registers seen __attribute__((visibility("hidden")));
struct registers seen;

static void call(long number, uint64_t in)
{
	__asm__ volatile(
		"push %[in]\n\t"
		"mov $0x11, %%rbx\n\tmov $0x12, %%rdx\n\tmov $0x13, %%rsi\n\tmov $0x14, "
		"%%rdi\n\t"
		"mov $0x15, %%r8\n\tmov $0x16, %%r9\n\tmov $0x17, %%r10\n\tmov $0x18, %%r12\n\t"
		"mov $0x19, %%r13\n\tmov $0x1a, %%rcx\n\tmov $0x1b, %%r11\n\t"
		"popfq\n\tsyscall\n\t" MUTATE(
			,
			"inc %%r8\n\t") "1: pushfq\n\tpopq 104+seen(%%rip)\n\tcld\n\t"
					"mov %%rax, seen(%%rip)\n\tmov %%rcx, "
					"8+seen(%%rip)\n\tmov %%r11, 16+seen(%%rip)\n\t"
					"lea 1b(%%rip), %%rcx\n\tmov %%rcx, 24+seen(%%rip)\n\t"
					"mov %%rbx, 32+seen(%%rip)\n\tmov %%rdx, "
					"40+seen(%%rip)\n\t"
					"mov %%rsi, 48+seen(%%rip)\n\tmov %%rdi, "
					"56+seen(%%rip)\n\t"
					"mov %%r8, 64+seen(%%rip)\n\tmov %%r9, "
					"72+seen(%%rip)\n\t"
					"mov %%r10, 80+seen(%%rip)\n\tmov %%r12, "
					"88+seen(%%rip)\n\t"
					"mov %%r13, 96+seen(%%rip)\n\t"
		: "+a"(number)
		: [in] "m"(in)
		: "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13",
		  "cc", "memory");
}

int guest_main(void)
{
	static const uint64_t flags =
		FLAGS_ALWAYS | FLAGS_INTERRUPT | FLAG_CF | FLAG_SF | FLAG_OF;

	/* FRED hands RCX and R11 back as they were, which the manual's SYSCALL and the
	 * psABI allow no program to expect (FRED specification, SYSCALL). */
	const bool fred = cpu_has_fred();

	/* Twice: the fast way back to user mode and any other give the same. */
	for (int i = 0; i < 2; i++) {
		call(i ? SYS_sched_yield : SYS_getppid, flags);
		EXPECT(seen.rax, ==, 0UL);
		if (!fred || seen.rcx != 0x1a || seen.r11 != 0x1b) {
			EXPECT(seen.rcx, ==, seen.next);
			EXPECT(seen.r11, ==, flags);
		}
		EXPECT(seen.flags, ==, flags);
		EXPECT(seen.rbx, ==, 0x11UL);
		EXPECT(seen.rdx, ==, 0x12UL);
		EXPECT(seen.rsi, ==, 0x13UL);
		EXPECT(seen.rdi, ==, 0x14UL);
		EXPECT(seen.r8, ==, 0x15UL);
		EXPECT(seen.r9, ==, 0x16UL);
		EXPECT(seen.r10, ==, 0x17UL);
		EXPECT(seen.r12, ==, 0x18UL);
		EXPECT(seen.r13, ==, 0x19UL);
	}
	call(999, flags | FLAG_DF);
	EXPECT(seen.rax, ==, (uint64_t)-ENOSYS);
	EXPECT(seen.flags, ==, flags | FLAG_DF);
	return 0;
}

#else

CASE(system_call_registers, .rule = "PROC-13",
     .summary = "SYSCALL changes RAX, RCX and R11 as the manual says, and no other register",
     .x86_64_only = true, .needs = NEEDS_UNKNOWN_CALLS);

#endif
