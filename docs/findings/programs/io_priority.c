/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* ioprio_set(2) and ioprio_get(2) of this very process: best effort, priority 4, as
 * ionice(1) sets it. */
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	enum { WHO_PROCESS = 1, BEST_EFFORT = 2 << 13 };
	long set = syscall(SYS_ioprio_set, WHO_PROCESS, 0, BEST_EFFORT | 4);

	printf("wanted 0 and 16388, got %ld and %ld\n", set,
	       syscall(SYS_ioprio_get, WHO_PROCESS, 0));
	return 0;
}
