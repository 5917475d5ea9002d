/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Real-time signals queue, keep their order and carry a value: asynchronous
 * I/O and process managers count them.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <unistd.h>

enum { LOWER = 40, UPPER = 41, LAST = 64 };

static struct {
	int number, code, value, pid, uid;
} seen[16];
static volatile int count;

static void handler(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (count < 16) {
		seen[count].number = number;
		seen[count].code = info->si_code;
		seen[count].value = info->si_value.sival_int;
		seen[count].pid = info->si_pid;
		seen[count].uid = (int)info->si_uid;
	}
	count = count + 1;
}

static void queue(int number, int value)
{
	EXPECT(sigqueue(getpid(), number, (union sigval){ .sival_int = value }), ==, 0);
}

int guest_main(void)
{
	static const struct {
		const char *number, *value;
		int wanted_number, wanted_value;
	} order[] = {
		{ "first: number", "first: value", LOWER, 21 },
		{ "second: number", "second: value", LOWER, 22 },
		{ "third: number", "third: value", LOWER, 23 },
		{ "fourth: number", "fourth: value", UPPER, 11 },
		{ "fifth: number", "fifth: value", UPPER, -12 },
	};
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
	sigset_t set;

	/* One handler after the other. */
	sigfillset(&action.sa_mask);
	sigemptyset(&set);
	sigaddset(&set, LOWER);
	sigaddset(&set, UPPER);
	sigaddset(&set, LAST);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	EXPECT(sigaction(LOWER, &action, NULL), ==, 0);
	EXPECT(sigaction(UPPER, &action, NULL), ==, 0);
	EXPECT(sigaction(LAST, &action, NULL), ==, 0);

	queue(UPPER, 11);
	queue(LOWER, 21);
	MUTATE(queue(LOWER, 22), );
	queue(UPPER, -12);
	queue(LOWER, 23);
	EXPECT(count, ==, 0);
	MUST(sigprocmask, SIG_UNBLOCK, &set, NULL);
	EXPECT(count, ==, 5);
	for (int i = 0; i < 5; i++) {
		EXPECT_ROW(order[i].number, seen[i].number, ==, order[i].wanted_number);
		EXPECT_ROW(order[i].value, seen[i].value, ==, order[i].wanted_value);
		EXPECT_ROW("si_code", seen[i].code, ==, SI_QUEUE);
		EXPECT_ROW("si_pid", seen[i].pid, ==, getpid());
		EXPECT_ROW("si_uid", seen[i].uid, ==, (int)getuid());
	}
	EXPECT_ROW("the last signal of all is sent",
		   sigqueue(getpid(), LAST, (union sigval){ .sival_int = 31 }), ==, 0);
	EXPECT_ROW("the last signal of all is delivered", count, ==, 6);
	EXPECT_ROW("the last signal's number", seen[5].number, ==, LAST);
	EXPECT_ROW("the last signal's value", seen[5].value, ==, 31);
	EXPECT_ERROR(sigqueue(getpid(), LAST + 1, (union sigval){ 0 }), EINVAL);
	return 0;
}

#else

CASE(realtime_order, .rule = "SIG-7",
     .summary = "real-time signals queue, lowest number first, with their values");

#endif
