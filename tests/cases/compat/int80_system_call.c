/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * INT 0x80 in a 64-bit program enters the kernel by the numbers and widths of
 * 32-bit x86. Old assembly and some start-up code of language runtimes still
 * has it; whoever takes the number from the 64-bit table does something else
 * altogether.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#include <unistd.h>

/* What the child found. */
static struct {
	long pid, wanted_pid, uid, wanted_uid, none;
} * seen;

static long call(long number)
{
	long value;

	__asm__ volatile(MUTATE("int $0x80", "mov %%rcx, %%r8; syscall; mov %%r8, %%rcx")
			 : "=a"(value)
			 : "0"(number), "b"(-1L), "c"(0L), "d"(0L)
			 : "r8", "r9", "r10", "r11", "memory");
	return value;
}

static void run(void)
{
	/* 20: getpid, in the 64-bit table writev. */
	seen->pid = call(20);
	seen->wanted_pid = (long)SYS(getpid);
	/* 199: getuid of 32 bits, in the 64-bit table fremovexattr. That of 16 bits, 24,
	 * a kernel may be built without (CONFIG_UID16). */
	seen->uid = call(199);
	seen->wanted_uid = (long)SYS(getuid);
	seen->none = call(9999);
}

int guest_main(void)
{
	seen = MUST(mmap, NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		    0);

	struct guest_fault f = fault_of(run);

	/* As a kernel without 32-bit emulation answers. */
	REFUSE_IF(f.signal == SIGSEGV, "INT 0x80 raises SIGSEGV");
	REFUSE_IF((int)seen->pid == -ENOSYS, "INT 0x80 returns ENOSYS");
	EXPECT(f.signal, ==, 0);
	EXPECT(seen->pid, ==, seen->wanted_pid);
	EXPECT(seen->uid, ==, seen->wanted_uid);
	/* Control: no such call. */
	EXPECT(seen->none, ==, (long)-ENOSYS);
	return 0;
}

#else

CASE(int80_system_call, .rule = "COMPAT-2",
     .summary = "INT 0x80 in a 64-bit program makes the 32-bit system call",
     .x86_64_only = true, .needs = NEEDS_IA32, .shared = true);

#endif
