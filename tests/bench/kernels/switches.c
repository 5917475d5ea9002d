/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Two processes that wait for each other: a context switch each way. */
#include "bench_kernel.h"

#ifdef GUEST

#include <sys/wait.h>
#include <unistd.h>

uint64_t kernel(unsigned long rounds)
{
	int there[2];
	int back[2];
	unsigned char byte = 1;
	uint64_t sum = 0;

	if (pipe(there) || pipe(back))
		return 0;
	pid_t pid = fork();

	if (pid == 0) {
		close(there[1]);
		while (read(there[0], &byte, 1) == 1) {
			byte++;
			if (write(back[1], &byte, 1) != 1)
				break;
		}
		_exit(0);
	}
	while (rounds--) {
		if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
			return 0;
		sum = sum * 3 + byte;
	}
	close(there[1]);
	waitpid(pid, NULL, 0);
	return sum;
}

#else

KERNEL(switches, 20, 1000, "two processes that wait for each other");

#endif
