/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A libc changes the users and groups of all threads, with a signal of its own.
 * Servers drop their rights for a while and take them back, in a child too.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <grp.h>
#include <pthread.h>
#include <sys/fsuid.h>
#include <unistd.h>

enum { THREADS = 4, USER = 1234, GROUP = 2345 };

static pthread_barrier_t step;
static struct seen {
	uid_t real, effective, saved, fs;
	gid_t group;
	long groups;
} seen[THREADS];

static void look(struct seen *s)
{
	/* By the bare calls: what the kernel has for this thread alone. */
	SYS(getresuid, &s->real, &s->effective, &s->saved);
	s->fs = (uid_t)SYS(setfsuid, -1);
	s->group = (gid_t)SYS(getegid);
	s->groups = SYS(getgroups, 0, NULL);
}

static void *other(void *argument)
{
	for (int i = 0; i < 2; i++) {
		pthread_barrier_wait(&step);
		look(argument);
		pthread_barrier_wait(&step);
	}
	return NULL;
}

static void compare(uid_t user, gid_t group, long groups)
{
	pthread_barrier_wait(&step);
	pthread_barrier_wait(&step);
	for (int i = 0; i < THREADS; i++) {
		EXPECT_ROW("a thread's real user", seen[i].real, ==, 0U);
		EXPECT_ROW("a thread's effective user", seen[i].effective, ==,
			   MUTATE(user, 7U));
		EXPECT_ROW("a thread's saved user", seen[i].saved, ==, 0U);
		EXPECT_ROW("a thread's user for files", seen[i].fs, ==, user);
		EXPECT_ROW("a thread's effective group", seen[i].group, ==, group);
		EXPECT_ROW("a thread's number of groups", seen[i].groups, ==, groups);
	}
}

int guest_main(void)
{
	static const gid_t list[] = { 11, 12, 13 };
	pthread_t threads[THREADS];

	MUST(pthread_barrier_init, &step, NULL, THREADS + 1);
	for (int i = 0; i < THREADS; i++)
		MUST(pthread_create, &threads[i], NULL, other, &seen[i]);

	EXPECT(CALL(setgroups, 3, list), ==, 0);
	EXPECT(CALL(setresgid, -1, GROUP, -1), ==, 0);
	EXPECT(CALL(setresuid, -1, USER, -1), ==, 0);
	compare(USER, GROUP, 3);

	/* As a server does to start a session. */
	const int pid = MUST(fork);

	if (pid == 0)
		_exit(setresuid(-1, 0, -1) || setresgid(-1, 0, -1) || setgroups(0, NULL) ? 1
											 : 44);
	EXPECT_ROW("a child takes the rights back", guest_wait(pid), ==, 44 << 8);

	EXPECT(CALL(setresuid, -1, 0, -1), ==, 0);
	EXPECT(CALL(setresgid, -1, 0, -1), ==, 0);
	EXPECT(CALL(setgroups, 0, NULL), ==, 0);
	compare(0, 0, 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	return 0;
}

#else

CASE(users_of_all_threads, .rule = "THREAD-42", .flavours = GLIBC, .shared = true,
     .summary = "a libc changes users and groups of all threads, and takes dropped rights back",
     .issues = { "https://github.com/rocker-org/rocker-versioned2/issues/287" });

#endif
