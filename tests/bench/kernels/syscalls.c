/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A system call that does nothing: the way into the kernel and back. */
#include "bench_kernel.h"

#ifdef GUEST

#include <sys/syscall.h>
#include <unistd.h>

uint64_t kernel(unsigned long rounds)
{
	uint64_t sum = 0;

	/* SYS_getpid: in a container with a process namespace of its own the
	 * number is small, but not the same every time. */
	while (rounds--)
		sum += syscall(SYS_getpid) > 0;
	return sum;
}

#else

KERNEL(syscalls, 100, 10000, "a system call that does nothing");

#endif
