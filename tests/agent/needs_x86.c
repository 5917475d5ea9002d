/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs_probes.h"

#include <stdint.h>
#include <sys/auxv.h>
#include <unistd.h>

#ifdef __x86_64__

static void make_ia32_call(void)
{
	enum { IA32_GETPID = 20 };
	long value = IA32_GETPID;

	__asm__ volatile("int $0x80" : "+a"(value) : : "r8", "r9", "r10", "r11", "memory");
	require(value == getpid());
}

bool have_ia32(void)
{
	return ends_well(make_ia32_call);
}

bool have_code32(void)
{
	const unsigned selector = 0x23;
	unsigned rights = 0;
	bool readable;

	/* Intel SDM 2A, LAR: ZF tells whether there is such a descriptor. */
	__asm__("lar %2, %0" : "+r"(rights), "=@ccz"(readable) : "r"(selector));
	return readable;
}

bool have_vdso(void)
{
	return getauxval(AT_SYSINFO_EHDR) != 0;
}

static void lock_across_lines(void)
{
	static char lines[128] __attribute__((aligned(64)));

	__asm__ volatile("lock addl $1, %0" : "+m"(*(uint32_t *)(lines + 62)) : : "cc");
}

bool have_split_locks(void)
{
	return ends_well(lock_across_lines);
}

#else

bool have_ia32(void)
{
	return true;
}

bool have_code32(void)
{
	return true;
}

bool have_vdso(void)
{
	return true;
}

bool have_split_locks(void)
{
	return true;
}

#endif
