/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * x86_64 programs own the addresses below 2^47, and pack marks into the upper
 * bits of pointers: Go, LuaJIT, JavaScript engines, jemalloc. arm64 kernels
 * hand out addresses up to 2^48. Each of several runs has another layout.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#include <elf.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS = 5, LA57 = 1 << 16, ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE };

static int data = 1;

static void check(const char *what, const volatile void *pointer)
{
	EXPECT_ROW(what, (uintptr_t)pointer >> 47, ==, 0UL);
}

static void check_auxv(const char *what, unsigned long type)
{
	check(what, (void *)(guest_aux(type) MUTATE(, | 1UL << 47)));
}

static int on_thread(void *argument)
{
	int local = 0;

	check("a thread's stack is below 2^47", &local);
	check("what main hands it is below 2^47", argument);
	check("a thread's errno is below 2^47", &errno);
	return 0;
}

static int check_all(void)
{
	static const struct {
		const char *what;
		size_t size;
	} maps[] = {
		{ "a mapping of 4 KiB is below 2^47", 4096 },
		{ "a mapping of 2 MiB is below 2^47", 2UL << 20 },
		{ "a mapping of 1 GiB is below 2^47", 1UL << 30 },
	};
	struct guest_thread thread;
	int local = 0;

	for (size_t i = 0; i < sizeof(maps) / sizeof(*maps); i++)
		check(maps[i].what,
		      MUST(mmap, NULL, maps[i].size, PROT_NONE, ANONYMOUS, -1, 0));
	check("the stack is below 2^47", &local);
	check("argv is below 2^47", guest_argv);
	check("a variable of the program is below 2^47", &data);
	check("the break is below 2^47", (void *)SYS(brk, 0));
	check_auxv("AT_RANDOM is below 2^47", AT_RANDOM);
	check_auxv("AT_SYSINFO_EHDR is below 2^47", AT_SYSINFO_EHDR);
	check_auxv("AT_EXECFN is below 2^47", AT_EXECFN);
	check_auxv("AT_PHDR is below 2^47", AT_PHDR);
	check_auxv("AT_ENTRY is below 2^47", AT_ENTRY);
	check_auxv("AT_BASE is below 2^47", AT_BASE);
#ifndef GUEST_STATIC
	check("a small block of malloc is below 2^47", malloc(100));
	check("a large block of malloc is below 2^47", malloc(4 << 20));
	check("a function of libc is below 2^47", (void *)getenv);
#endif
	MUST(thread_start, &thread, on_thread, &local);
	thread_join(&thread);
	return 0;
}

int guest_main(void)
{
	if (guest_role("again"))
		return check_all();
	check_all();
	for (int i = 1; i < RUNS; i++) {
		int status = guest_run(GUEST_SELF, "again", NULL);

		EXPECT_ROW("another run's status", status, ==, 0);
	}
	/* Control: asked for, one above is not granted either, unless the CPU has five
	 * levels of page tables (Documentation/arch/x86/x86_64/5level-paging.rst). */
	const bool refused = mmap((void *)(1UL << 47), 4096, PROT_NONE,
				  ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED;

	if (cpuid(7, 0).c & LA57)
		NOTE("a mapping at 2^47", "%s", refused ? "refused" : "granted");
	else
		EXPECT_ROW("a mapping at 2^47 is refused", refused, ==, true);
	return 0;
}

#else

CASE(pointers_below_2_47, .rule = "MEM-8",
     .summary = "every address that a program is given is below 2^47",
     .issues = { "https://github.com/tonistiigi/binfmt/issues/269",
		 "https://github.com/containers/podman/issues/28169",
		 "https://github.com/NixOS/nix/issues/16184" },
     .x86_64_only = true, .seconds = 30, .shared = true);

#endif
