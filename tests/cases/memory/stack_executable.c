/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The dynamic linker makes the stack executable when a library asks for it: by
 * PROT_GROWSDOWN, which reaches down to the start of a mapping that grows.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* lea 41(%rdi),%eax; ret */
static const unsigned char code[] = { 0x8d, 0x47, 0x29, 0xc3 };

static __attribute__((noinline)) int run_on_stack(int n, int room)
{
	unsigned char here[room] __attribute__((aligned(64)));
	unsigned char *p = here;

	memcpy(p, code, sizeof(code));
	__asm__ volatile("" : "+r"(p) : : "memory");
	return ((int (*)(int))p)(n);
}

static int in_thread(void *argument)
{
	const uintptr_t page = (uintptr_t)&argument & -4096UL;

	/* A thread's stack doesn't grow: without the flag, then. */
	if (mprotect((void *)(page - 4096), 8192, PROT_READ | PROT_WRITE | PROT_EXEC) < 0)
		return -1;
	return run_on_stack(3, 64);
}

int guest_main(void)
{
	const int all = PROT_READ | PROT_WRITE | PROT_EXEC;
	const char *here = __builtin_frame_address(0);
	char *page = (char *)((uintptr_t)here & -4096UL);
	char *other = MUST(mmap, NULL, 8192, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct guest_thread thread;

	if (!EXPECT(CALL(mprotect, page, 4096, all MUTATE(| PROT_GROWSDOWN, &~PROT_EXEC)), ==,
		    0))
		return 1;
	EXPECT_ROW("code on the stack", run_on_stack(1, 64), ==, 42);
	EXPECT_ROW("code further down the stack", run_on_stack(2, 60000), ==, 43);
	EXPECT(CALL(mprotect, other, 4096, PROT_READ | PROT_GROWSDOWN), ==, -EINVAL);
	other[0] = 1;
	EXPECT(CALL(mprotect, other, 4096, PROT_READ | PROT_GROWSUP), ==, -EINVAL);
	EXPECT(CALL(mprotect, page, 4096, PROT_READ | PROT_GROWSUP | PROT_GROWSDOWN), ==,
	       -EINVAL);
	MUST(thread_start, &thread, in_thread, NULL);
	EXPECT_ROW("code on a thread's stack", thread_join(&thread), ==, 44);

	/* A mapping of the program's own that grows. */
	char *grows = MUST(mmap, NULL, 65536, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN, -1, 0);

	memcpy(grows, code, sizeof(code));
	EXPECT(CALL(mprotect, grows + 61440, 4096, all | PROT_GROWSDOWN), ==, 0);
	EXPECT_ROW("code at the start of a mapping that grows", ((int (*)(int))grows)(4), ==,
		   45);
	return 0;
}

#else

CASE(stack_executable, .rule = "MEM-43", .shared = true, .x86_64_only = true,
     .summary = "mprotect(2) with PROT_GROWSDOWN makes the whole stack executable",
     .issues = { "https://github.com/docker/for-mac/issues/7180",
		 "https://github.com/FEX-Emu/FEX/issues/896" });

#endif
