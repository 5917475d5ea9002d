/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Init systems and shells learn from SIGCHLD what became of which child.
 */
#include "case.h"

#ifdef GUEST

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static sigset_t set;

static siginfo_t next(void)
{
	siginfo_t info = { .si_signo = 0 };
	int r;

	do
		r = sigtimedwait(&set, &info, NULL);
	while (r < 0 && errno == EINTR);
	EXPECT_ROW("sigtimedwait gives SIGCHLD", r, ==, SIGCHLD);
	MUTATE(, info = (siginfo_t){ .si_signo = SIGCHLD });
	return info;
}

static int start(void)
{
	int pid = MUST(fork);

	if (pid == 0)
		for (;;)
			poll(NULL, 0, -1);
	return pid;
}

static void handler(int number)
{
	(void)number;
}

int guest_main(void)
{
	struct sigaction action = { .sa_handler = handler };
	siginfo_t info;
	int status;
	int pid;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	MUST(sigaction, SIGCHLD, &action, NULL);

	pid = MUST(fork);
	if (pid == 0)
		_exit(200);
	info = next();
	EXPECT_ROW("exit: si_code", info.si_code, ==, CLD_EXITED);
	EXPECT_ROW("exit: si_pid", info.si_pid, ==, pid);
	EXPECT_ROW("exit: si_status", info.si_status, ==, 200);
	EXPECT_ROW("exit: si_uid", info.si_uid, ==, getuid());
	guest_wait(pid);

	pid = start();
	kill(pid, SIGSTOP);
	info = next();
	EXPECT_ROW("stop: si_code", info.si_code, ==, CLD_STOPPED);
	EXPECT_ROW("stop: si_status", info.si_status, ==, SIGSTOP);
	kill(pid, SIGCONT);
	info = next();
	EXPECT_ROW("continue: si_code", info.si_code, ==, CLD_CONTINUED);
	EXPECT_ROW("continue: si_status", info.si_status, ==, SIGCONT);
	kill(pid, SIGUSR1);
	info = next();
	EXPECT_ROW("death: si_code", info.si_code, ==, CLD_KILLED);
	EXPECT_ROW("death: si_status", info.si_status, ==, SIGUSR1);
	guest_wait(pid);

	/* Of children that stop nothing is told any more: the death comes next. */
	action.sa_flags = SA_NOCLDSTOP;
	MUST(sigaction, SIGCHLD, &action, NULL);
	pid = start();
	kill(pid, SIGSTOP);
	MUST(waitpid, pid, &status, WUNTRACED);
	kill(pid, SIGKILL);
	info = next();
	EXPECT_ROW("SA_NOCLDSTOP: the next si_code", info.si_code, ==, CLD_KILLED);
	guest_wait(pid);

	/* Ignored, children leave nothing to wait for. */
	action.sa_handler = SIG_IGN;
	MUST(sigaction, SIGCHLD, &action, NULL);
	pid = MUST(fork);
	if (pid == 0)
		_exit(3);
	EXPECT_ERROR(waitpid(pid, &status, 0), ECHILD);
	return 0;
}

#else

CASE(child_signal, .rule = "SIG-12", .shared = true,
     .summary = "SIGCHLD says which child exited, stopped, went on or was killed",
     .seconds = 10);

#endif
