/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The GS base belongs to the thread: arch_prctl(2) sets and reads it, loads
 * with the GS prefix use it, LEA does not. Wine and several language runtimes
 * keep their thread block there.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#include <asm/prctl.h>
#include <unistd.h>

static uint64_t load_gs(uint64_t offset)
{
	uint64_t value;

	__asm__ volatile("movq %%gs:(%1), %0" : "=r"(value) : "r"(offset) : "memory");
	return value;
}

static uint64_t first[8] = { 10, 11, 12, 13, 14, 15, 16, 17 };
static uint64_t second[8] = { 20, 21, 22, 23, 24, 25, 26, 27 };
static volatile uint64_t seen_in_handler;

static void handler(int signal)
{
	(void)signal;
	seen_in_handler = load_gs(8);
}

static int other(void *argument)
{
	uint64_t base = 1;

	(void)argument;
	/* clone(2) hands the base on; a change here stays here. */
	EXPECT(SYS(arch_prctl, ARCH_SET_GS, second), ==, 0L);
	EXPECT(SYS(arch_prctl, ARCH_GET_GS, &base), ==, 0L);
	EXPECT(base, ==, (uint64_t)second);
	EXPECT(load_gs(16), ==, 22UL);
	return 0;
}

int guest_main(void)
{
	uint64_t base = 1;
	uint64_t value;
	struct guest_thread thread;

	EXPECT(SYS(arch_prctl, ARCH_SET_GS, first), ==, 0L);
	EXPECT(SYS(arch_prctl, ARCH_GET_GS, &base), ==, 0L);
	if (!EXPECT(base, ==, (uint64_t)first))
		return 0;
	EXPECT(load_gs(0), ==, 10UL);
	EXPECT(load_gs(24), ==, 13UL);

	/* Absolute, stored, added; and LEA takes no notice of the prefix. */
	__asm__ volatile("movq %%gs:8, %0" : "=r"(value) : : "memory");
	EXPECT(value, ==, 11UL);
	__asm__ volatile("addq $5, %%gs:(%0)" : : "r"(8UL) : "memory", "cc");
	EXPECT(first[1], ==, 16UL);
	first[1] = 11;
	__asm__ volatile(".byte 0x65\n\tleaq 8(%1), %0" : "=r"(value) : "r"(8UL));
	EXPECT(value, ==, 16UL);

	/* A negative offset wraps around the base. */
	EXPECT(SYS(arch_prctl, ARCH_SET_GS, first + 4), ==, 0L);
	EXPECT(load_gs((uint64_t)-8), ==, 13UL);
	EXPECT(SYS(arch_prctl, ARCH_SET_GS, first), ==, 0L);

	MUST(signal, SIGUSR1, handler);
	SYS(tgkill, getpid(), gettid(), SIGUSR1);
	EXPECT(seen_in_handler, ==, 11UL);
	if (EXPECT(thread_start(&thread, other, NULL), ==, 0))
		thread_join(&thread);
	MUTATE(, SYS(arch_prctl, ARCH_SET_GS, second));
	EXPECT(load_gs(16), ==, 12UL);

	/* FS is the thread pointer: its first word points at itself. */
	EXPECT(SYS(arch_prctl, ARCH_GET_FS, &base), ==, 0L);
	__asm__ volatile("movq %%fs:0, %0" : "=r"(value));
	EXPECT(base, ==, value);

	/* Control: an address no user program may have is refused. */
	EXPECT(SYS(arch_prctl, ARCH_SET_GS, 0xffff800000000000), ==, (long)-EPERM);
	return 0;
}

#else

CASE(gs_base, .rule = "ISA-11",
     .summary = "arch_prctl(2) sets a GS base of each thread, and GS loads use it",
     .x86_64_only = true, .shared = true);

#endif
