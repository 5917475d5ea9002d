/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * vfork(2) lends the parent's memory and stops it until the child has executed
 * a program or ended: that is how spawn learns that execve failed.
 */
#include "case.h"

#ifdef GUEST

#include <sys/wait.h>
#include <unistd.h>

static volatile int told;

/* What is checked is just what analysers warn of: that the child works in its
 * parent's memory. */
// NOLINTBEGIN(clang-analyzer-unix.Vfork,clang-analyzer-security.insecureAPI.vfork)
int guest_main(void)
{
	char *argv[] = { "/nonexistent", NULL };
	int ends[2];
	char byte;

	MUST(pipe, ends);

	pid_t pid = MUTATE(vfork(), fork());

	if (pid == 0) {
		told = execve(argv[0], argv, guest_envp) < 0 ? errno : 0;
		_exit(3);
	}
	EXPECT_ROW("the child's word to its parent's memory", told, ==, ENOENT);
	EXPECT_ROW("the child's exit status", guest_wait(pid) >> 8, ==, 3);

	/* The child's pipe is closed by its end, before which vfork does not
	 * return: what it wrote is there without waiting. */
	pid = vfork();
	if (pid == 0) {
		SYS(write, ends[1], "v", 1);
		_exit(0);
	}

	int status;

	EXPECT_ROW("the child has ended when vfork returns",
		   waitid(P_PID, (id_t)pid, &(siginfo_t){ 0 }, WEXITED | WNOWAIT | WNOHANG), ==,
		   0);
	EXPECT(read(ends[0], &byte, 1), ==, 1);
	EXPECT(waitpid(pid, &status, 0), ==, pid);
	return 0;
}
// NOLINTEND(clang-analyzer-unix.Vfork,clang-analyzer-security.insecureAPI.vfork)

#else

CASE(vfork_suspends, .rule = "PROC-2",
     .summary = "vfork(2) shares the parent's memory and suspends it", .flavours = GLIBC);

#endif
