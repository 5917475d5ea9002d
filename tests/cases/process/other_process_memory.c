/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Crash reporters, debuggers and MPI libraries copy memory from and to other
 * processes, at the addresses that these see. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static char secret[32] = "before the fork";

static long copy(bool out, int pid, void *mine, void *theirs, size_t size)
{
	const struct iovec local = { mine, size };
	const struct iovec remote = { theirs, size };

	const long n = out ? process_vm_writev(pid, &local, 1, &remote, 1, 0)
			   : process_vm_readv(pid, &local, 1, &remote, 1, 0);

	return n < 0 ? -errno : n;
}

int guest_main(void)
{
	int to[2];
	int from[2];
	char byte;
	char seen[32];

	MUST(pipe, to);
	MUST(pipe, from);

	int pid = MUST(fork);

	if (pid == 0) {
		strcpy(secret, MUTATE("in the child", "elsewhere"));
		MUST(write, from[1], "r", 1);
		MUST(read, to[0], &byte, 1);
		_exit(strcmp(secret, "by the parent") == 0 ? 21 : 22);
	}
	MUST(read, from[0], &byte, 1);

	char path[64];

	guest_format(path, sizeof(path), "/proc/%d/mem", pid);
	memset(seen, 0, sizeof(seen));

	int fd = MUST(open, path, O_RDONLY | O_CLOEXEC);

	EXPECT(pread(fd, seen, sizeof(seen), (off_t)(uintptr_t)secret), ==, (long)sizeof(seen));
	EXPECT_STR(seen, "in the child");
	close(fd);

	long n = copy(false, pid, seen, secret, sizeof(seen));

	REFUSE_IF(n == -ENOSYS, "process_vm_readv: ENOSYS");
	if (EXPECT(n, ==, (long)sizeof(seen))) {
		EXPECT_STR(seen, "in the child");
		EXPECT_STR(secret, "before the fork");
	}

	/* Errors: nothing is mapped there, and nobody has this number. */
	EXPECT(copy(false, pid, seen, (void *)16, 8), ==, -EFAULT);
	EXPECT(copy(false, 0x3fffff, seen, secret, 8), ==, -ESRCH);

	strcpy(seen, "by the parent");
	EXPECT(copy(true, pid, seen, secret, sizeof(seen)), ==, (long)sizeof(seen));
	MUST(write, to[1], "g", 1);
	EXPECT_ROW("the child sees what was written", guest_wait(pid), ==, 21 << 8);
	return 0;
}

#else

CASE(other_process_memory, .rule = "PROC-11", .needs = NEEDS_OTHER_MEMORY, .shared = true,
     .summary = "process_vm_readv(2) and /proc/PID/mem reach another process's memory");

#endif
