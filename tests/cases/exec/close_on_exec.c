/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Across execve(2) descriptors stay, but for those marked FD_CLOEXEC, which
 * must be gone: secrets and locks depend on it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

enum { KEPT = 50, CLOSED = 51 };

int guest_main(void)
{
	char byte = 0;
	int ends[2];

	if (guest_role("child")) {
		if (!EXPECT(SYS(fcntl, CLOSED, F_GETFD), ==, -EBADF))
			return 61;
		EXPECT(SYS(fcntl, KEPT, F_GETFD), ==, 0);
		EXPECT(read(KEPT, &byte, 1), ==, 1L);
		EXPECT(byte, ==, 'k');
		/* The last writer was closed by the exec. */
		EXPECT(read(KEPT, &byte, 1), ==, 0L);
		return 60;
	}
	MUST(pipe2, ends, 0);
	MUST(dup3, ends[0], KEPT, 0);
	MUST(dup3, ends[1], CLOSED, O_CLOEXEC);
	EXPECT(SYS(fcntl, CLOSED, F_GETFD), ==, FD_CLOEXEC);
	MUST(write, CLOSED, "k", 1);
	MUTATE(, SYS(fcntl, CLOSED, F_SETFD, 0));
	close(ends[0]);
	close(ends[1]);

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);
	const char *const argv[] = { GUEST_SELF, "child", NULL };

	if (pid == 0)
		guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
	close(CLOSED);
	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(close_on_exec, .rule = "EXEC-10",
     .summary = "FD_CLOEXEC descriptors are closed by execve(2), others stay", .shared = true);

#endif
