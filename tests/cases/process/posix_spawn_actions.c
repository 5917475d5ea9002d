/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * posix_spawn(3), by which make, Java, Python's subprocess and popen start
 * programs: file actions and attributes hold in the child, a failed execve is
 * told to the caller.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int spawned(void)
{
	sigset_t mask;
	struct sigaction action;

	MUST(sigprocmask, SIG_BLOCK, NULL, &mask);
	EXPECT_ROW("the mask given is the child's", sigismember(&mask, SIGUSR1), ==, 1);
	MUST(sigaction, SIGUSR2, NULL, &action);
	EXPECT_ROW("a signal is set to default", (void *)action.sa_handler, ==,
		   (void *)SIG_DFL);
	EXPECT_ROW("the child leads a group", getpgid(0), ==, getpid());
	EXPECT_ROW("the closed descriptor", fcntl(50, F_GETFD), ==, -1);
	EXPECT(write(1, guest_argv[2], strlen(guest_argv[2])), ==,
	       (ssize_t)strlen(guest_argv[2]));
	return 33;
}

int guest_main(void)
{
	char *argv[] = { GUEST_SELF, "spawned", "to the pipe", NULL };
	char *none[] = { "/nonexistent", NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char text[64] = "";
	sigset_t set;
	pid_t pid;
	int ends[2];

	if (guest_role("spawned"))
		return spawned();

	MUST(pipe2, ends, O_CLOEXEC);
	MUST(dup2, 0, 50);
	signal(SIGUSR2, SIG_IGN);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	MUTATE(posix_spawn_file_actions_addclose(&actions, 50), );
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
						      POSIX_SPAWN_SETPGROUP);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	posix_spawnattr_setsigmask(&attributes, &set);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	posix_spawnattr_setsigdefault(&attributes, &set);
	posix_spawnattr_setpgroup(&attributes, 0);

	if (!EXPECT(posix_spawn(&pid, GUEST_SELF, &actions, &attributes, argv, guest_envp), ==,
		    0))
		return 1;
	close(ends[1]);
	EXPECT(read(ends[0], text, sizeof(text) - 1), ==, 11);
	EXPECT_STR(text, "to the pipe");

	int status = guest_wait(pid);

	EXPECT_ROW("the spawned program's status", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
		   ==, 33);
	EXPECT_ROW("a program that is not there",
		   posix_spawn(&pid, none[0], NULL, NULL, none, guest_envp), ==, ENOENT);
	EXPECT_ROW("which leaves no child", waitpid(-1, &status, WNOHANG), ==, -1);
	return 0;
}

#else

CASE(posix_spawn_actions, .rule = "PROC-4",
     .summary = "posix_spawn(3) applies its actions and attributes, and tells a failed execve",
     .flavours = GLIBC, .shared = true);

#endif
