/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Signal-driven input tells by a real-time signal which descriptor has become
 * ready, and for what; leases and directory watches use the same way. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <poll.h>
#include <sys/socket.h>
#include <time.h>

enum { RT = 36 };

int guest_main(void)
{
	const unsigned long set = 1UL << (RT - 1) | 1UL << (SIGIO - 1);
	const struct timespec wait = { 5, 0 };
	const struct timespec none = { 0, 0 };
	const struct f_owner_ex owner = { F_OWNER_TID, (int)SYS(gettid) };
	struct f_owner_ex told = { 0, 0 };
	siginfo_t info = { 0 };
	int pair[2];

	MUST_SYS(rt_sigprocmask, SIG_BLOCK, &set, 0, 8);
	MUST(socketpair, AF_UNIX, SOCK_STREAM, 0, pair);
	EXPECT(fcntl(pair[0], F_SETOWN, getpid()), ==, 0);
	EXPECT(fcntl(pair[0], F_GETOWN), ==, getpid());
	EXPECT(fcntl(pair[0], F_SETFL, O_ASYNC | O_NONBLOCK), ==, 0);
	EXPECT(fcntl(pair[0], F_GETFL) & (O_ASYNC | O_NONBLOCK), ==, O_ASYNC | O_NONBLOCK);
	MUST(write, pair[1], "a", 1);
	EXPECT(SYS(rt_sigtimedwait, &set, &info, &wait, 8), ==, SIGIO);

	MUTATE(EXPECT(fcntl(pair[0], F_SETSIG, RT), ==, 0);, )
	EXPECT(fcntl(pair[0], F_GETSIG), ==, RT);
	EXPECT(fcntl(pair[0], F_SETOWN_EX, &owner), ==, 0);
	EXPECT(fcntl(pair[0], F_GETOWN_EX, &told), ==, 0);
	EXPECT(told.type, ==, F_OWNER_TID);
	EXPECT(told.pid, ==, owner.pid);
	MUST(write, pair[1], "b", 1);
	EXPECT(SYS(rt_sigtimedwait, &set, &info, &wait, 8), ==, RT);
	EXPECT(info.si_fd, ==, pair[0]);
	EXPECT(info.si_code, ==, POLL_IN);
	EXPECT(info.si_band & POLLIN, ==, (long)POLLIN);

	/* Control: none without the flag. */
	EXPECT(fcntl(pair[0], F_SETFL, 0), ==, 0);
	MUST(write, pair[1], "c", 1);
	EXPECT(SYS(rt_sigtimedwait, &set, &info, &none, 8), ==, (long)-EAGAIN);
	return 0;
}

#else

CASE(signal_driven_input, .rule = "FILE-22", .shared = true,
     .summary = "O_ASYNC and F_SETSIG tell by a signal which descriptor is ready");

#endif
