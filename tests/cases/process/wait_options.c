/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What shells, make and init systems ask of waitpid and waitid: to look
 * without waiting, without reaping, for stops and continuations too.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int start(const int go[2])
{
	int pid = MUST(fork);
	char byte;

	if (pid == 0) {
		close(go[1]);
		SYS(read, go[0], &byte, 1);
		_exit(77);
	}
	return pid;
}

int guest_main(void)
{
	siginfo_t info = { .si_pid = 99 };
	struct rusage usage;
	int status = -1;
	int go[2];

	EXPECT_ERROR(waitpid(-1, &status, WNOHANG), ECHILD);
	EXPECT_ERROR(waitid(P_ALL, 0, &info, WEXITED | WNOHANG), ECHILD);

	MUST(pipe, go);

	int pid = start(go);

	EXPECT_ROW("WNOHANG while it runs", waitpid(pid, &status, WNOHANG), ==, 0);
	EXPECT_ROW("waitid with WNOHANG while it runs",
		   waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG), ==, 0);
	EXPECT_ROW("which gives no id", info.si_pid, ==, 0);

	kill(pid, SIGSTOP);
	EXPECT(waitpid(pid, &status, WUNTRACED), ==, pid);
	EXPECT_ROW("WIFSTOPPED", !!WIFSTOPPED(status), ==, true);
	EXPECT_ROW("WSTOPSIG", WSTOPSIG(status), ==, SIGSTOP);
	kill(pid, SIGCONT);
	EXPECT(waitpid(pid, &status, WCONTINUED), ==, pid);
	EXPECT_ROW("WIFCONTINUED", !!WIFCONTINUED(status), ==, true);
	EXPECT_ROW("a continuation is told once", waitpid(pid, &status, WNOHANG | WCONTINUED),
		   ==, 0);

	close(go[1]);
	EXPECT(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), ==, 0);
	MUTATE(, waitpid(pid, &status, 0));
	EXPECT_ROW("WNOWAIT: si_pid", info.si_pid, ==, pid);
	EXPECT_ROW("WNOWAIT: si_code", info.si_code, ==, CLD_EXITED);
	EXPECT_ROW("WNOWAIT: si_status", info.si_status, ==, 77);
	EXPECT_ROW("WNOWAIT: si_signo", info.si_signo, ==, SIGCHLD);
	usage.ru_minflt = -1;
	EXPECT_ROW("it is still to be had", wait4(pid, &status, 0, &usage), ==, pid);
	EXPECT_ROW("wait4 fills in the usage", usage.ru_minflt, >=, 0L);
	EXPECT_ROW("WEXITSTATUS", WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==, 77);
	EXPECT_ERROR(waitpid(pid, &status, 0), ECHILD);
	EXPECT_ERROR(waitpid(1, &status, 0), ECHILD);
	EXPECT_ERROR(waitid(P_PID, (id_t)pid, &info, 0), EINVAL);
	return 0;
}

#else

CASE(wait_options, .rule = "PROC-5",
     .summary = "waitpid(2) and waitid(2) tell each change of a child's state once",
     .seconds = 10);

#endif
