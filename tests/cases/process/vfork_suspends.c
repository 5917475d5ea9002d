/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * vfork(2) lends the parent's memory and stops it until the child has executed
 * a program or ended: that is how spawn learns that execve failed.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile int told;

/* What is checked is just what analysers warn of: that the child works in its
 * parent's memory. */
// NOLINTBEGIN(clang-analyzer-unix.Vfork,clang-analyzer-security.insecureAPI.vfork)
int guest_main(void)
{
	const struct timespec while_alone = { 0, 20000000 };
	char *argv[] = { "/nonexistent", NULL };
	int ends[2];
	char byte;

	MUST(pipe2, ends, O_NONBLOCK);

	pid_t pid = MUTATE(vfork(), fork());

	if (pid == 0) {
		told = execve(argv[0], argv, guest_envp) < 0 ? errno : 0;
		_exit(3);
	}
	EXPECT_ROW("the child's word to its parent's memory", told, ==, ENOENT);
	EXPECT_ROW("the child's exit status", guest_wait(pid) >> 8, ==, 3);

	/* Before the child's end vfork does not return, however long it takes. */
	pid = MUTATE(vfork(), fork());
	if (pid == 0) {
		SYS(nanosleep, &while_alone, NULL);
		SYS(write, ends[1], "v", 1);
		_exit(0);
	}

	int status;

	EXPECT_ROW("what the child wrote is there when vfork returns", read(ends[0], &byte, 1),
		   ==, 1L);
	EXPECT(waitpid(pid, &status, 0), ==, pid);
	return 0;
}
// NOLINTEND(clang-analyzer-unix.Vfork,clang-analyzer-security.insecureAPI.vfork)

#else

CASE(vfork_suspends, .rule = "PROC-2",
     .summary = "vfork(2) shares the parent's memory and suspends it", .flavours = GLIBC,
     .shared = true);

#endif
