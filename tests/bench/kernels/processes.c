/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* fork, exit and wait: the translator's own memory is copied as well. */
#include "bench_kernel.h"

#ifdef GUEST

#include <sys/wait.h>
#include <unistd.h>

uint64_t kernel(unsigned long rounds)
{
	uint64_t sum = 1;

	while (rounds--) {
		int status = 0;
		pid_t pid = fork();

		if (pid == 0)
			_exit((int)(rounds & 63));
		waitpid(pid, &status, 0);
		sum = sum * 3 + (uint64_t)WEXITSTATUS(status);
	}
	return sum;
}

#else

KERNEL(processes, 5, 60, "fork, exit and wait");

#endif
