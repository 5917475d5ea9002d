/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What terminals are asked: by shells, editors, screen and expect, on both ends of a
 * pseudo-terminal. The structures of settings come in three sizes.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <asm/termbits.h>
#include <linux/tty.h>
#include <poll.h>
#include <sys/ioctl.h>

/* Of <termio.h>, which clashes with the kernel's headers. */
struct old_settings {
	unsigned short iflag, oflag, cflag, lflag;
	unsigned char line, cc[8];
};

static int master, slave;

static void check_settings(void)
{
	struct termios plain;
	struct termios again;
	struct termios2 speeds;
	struct old_settings old;

	EXPECT(CALL(ioctl, slave, TCGETS, &plain), ==, 0);
	EXPECT_ROW("a new terminal edits lines", plain.c_lflag & (ICANON | ECHO | ISIG), ==,
		   (tcflag_t)(ICANON | ECHO | ISIG));
	EXPECT_ROW("VINTR is control C", plain.c_cc[VINTR], ==, 3);
	plain.c_lflag &= ~(tcflag_t)ECHO;
	plain.c_cc[VEOF] = 5;
	EXPECT(CALL(ioctl, slave, TCSETS, &plain), ==, 0);
	EXPECT(CALL(ioctl, slave, TCGETS, &again), ==, 0);
	EXPECT_ROW("TCSETS", (again.c_lflag & ECHO) == 0 && again.c_cc[VEOF] == MUTATE(5, 4),
		   ==, true);
	EXPECT(CALL(ioctl, master, TCGETS, &again), ==, 0);
	EXPECT_ROW("both ends have one set", again.c_cc[VEOF], ==, 5);
	plain.c_cc[VEOF] = 6;
	EXPECT(CALL(ioctl, slave, TCSETSW, &plain), ==, 0);
	EXPECT(CALL(ioctl, slave, TCSETSF, &plain), ==, 0);
	EXPECT(CALL(ioctl, slave, TCGETS2, &speeds), ==, 0);
	EXPECT_ROW("TCGETS2: a character", speeds.c_cc[VEOF], ==, 6);
	speeds.c_cflag = (speeds.c_cflag & ~(tcflag_t)CBAUD) | BOTHER;
	speeds.c_ospeed = 12345;
	EXPECT(CALL(ioctl, slave, TCSETS2, &speeds), ==, 0);
	speeds.c_ospeed = 0;
	EXPECT(CALL(ioctl, slave, TCGETS2, &speeds), ==, 0);
	EXPECT_ROW("TCSETS2: a speed", speeds.c_ospeed, ==, 12345U);
	EXPECT(CALL(ioctl, slave, TCGETA, &old), ==, 0);
	EXPECT_ROW("TCGETA", (old.lflag & ICANON) != 0 && old.cc[VEOF] == 6, ==, true);
	old.cc[VEOF] = 7;
	EXPECT(CALL(ioctl, slave, TCSETA, &old), ==, 0);
	EXPECT(CALL(ioctl, slave, TCGETS, &again), ==, 0);
	EXPECT_ROW("TCSETA", again.c_cc[VEOF], ==, 7);
}

static void check_lines(void)
{
	struct winsize size = { 24, 80, 0, 0 };
	int number = -1;
	char text[16] = "";
	int on = 1;
	int off = 0;

	EXPECT(CALL(ioctl, master, TIOCSWINSZ, &size), ==, 0);
	size = (struct winsize){ 0, 0, 0, 0 };
	EXPECT(CALL(ioctl, slave, TIOCGWINSZ, &size), ==, 0);
	EXPECT_ROW("TIOCGWINSZ", size.ws_row == 24 && size.ws_col == 80, ==, true);
	MUST(write, master, "line\n", 5);
	struct pollfd ready = { slave, POLLIN, 0 };

	EXPECT(poll(&ready, 1, 5000), ==, 1);
	EXPECT(CALL(ioctl, slave, TIOCINQ, &number), ==, 0);
	EXPECT_ROW("TIOCINQ", number, ==, 5);
	EXPECT(CALL(ioctl, slave, TIOCOUTQ, &number), ==, 0);
	EXPECT_ROW("TIOCOUTQ", number, ==, 0);
	EXPECT(CALL(ioctl, slave, TCFLSH, 0 /* input */), ==, 0);
	EXPECT(CALL(ioctl, slave, TIOCINQ, &number), ==, 0);
	EXPECT_ROW("TCFLSH", number, ==, 0);
	EXPECT(CALL(ioctl, slave, TCXONC, 0 /* stop */), ==, 0);
	EXPECT(CALL(ioctl, slave, TCXONC, 1 /* go on */), ==, 0);
	EXPECT(CALL(ioctl, slave, TCXONC, 99), ==, -EINVAL);
	EXPECT(CALL(ioctl, slave, TCSBRK, 1), ==, 0);
	EXPECT(CALL(ioctl, slave, TCSBRKP, 0), ==, 0);
	EXPECT(CALL(ioctl, slave, TIOCGETD, &number), ==, 0);
	EXPECT_ROW("TIOCGETD: N_TTY", number, ==, N_TTY);
	EXPECT(CALL(ioctl, slave, TIOCSETD, &number), ==, 0);
	EXPECT(CALL(ioctl, slave, TIOCEXCL), ==, 0);
	EXPECT(CALL(ioctl, slave, TIOCGEXCL, &number), ==, 0);
	EXPECT_ROW("TIOCGEXCL", number, ==, 1);
	EXPECT(CALL(ioctl, slave, TIOCNXCL), ==, 0);

	/* The other end sees what was asked for in a byte of its own. */
	EXPECT(CALL(ioctl, master, TIOCPKT, &on), ==, 0);
	EXPECT(CALL(ioctl, master, TIOCGPKT, &number), ==, 0);
	EXPECT_ROW("TIOCGPKT", number, ==, 1);
	MUST(write, slave, "x", 1);
	EXPECT(read(master, text, sizeof(text)), ==, 2);
	EXPECT_ROW("a packet: its kind and its data", text[0] == 0 && text[1] == 'x', ==, true);
	EXPECT(CALL(ioctl, master, TIOCPKT, &off), ==, 0);
	EXPECT(CALL(ioctl, slave, 0x54ff, &number), ==, -ENOTTY);
}

static void check_sessions(void)
{
	int number = -1;
	const int pid = MUST(fork);

	if (pid == 0) {
		int group = 0;
		int session = 0;
		int bad = 0;

		bad |= SYS(setsid) != getpid();
		bad |= (SYS(ioctl, slave, TIOCSCTTY, 0) != 0) << 1;
		bad |= (SYS(ioctl, slave, TIOCGSID, &session) != 0 || session != getpid()) << 2;
		group = getpid();
		bad |= (SYS(ioctl, slave, TIOCSPGRP, &group) != 0) << 3;
		group = 0;
		bad |= (SYS(ioctl, slave, TIOCGPGRP, &group) != 0 || group != getpid()) << 4;
		const long tty = SYS(openat, AT_FDCWD, "/dev/tty", O_RDWR);

		bad |= (tty < 0) << 5;
		signal(SIGHUP, SIG_IGN);
		bad |= (SYS(ioctl, slave, TIOCNOTTY) != 0) << 6;
		bad |= (SYS(openat, AT_FDCWD, "/dev/tty", O_RDWR) != -ENXIO) << 7;
		SYS(exit_group, bad);
	}
	EXPECT_ROW("what a session asks of its terminal", guest_wait(pid) >> 8, ==, 0);
	EXPECT(CALL(ioctl, slave, TIOCGPGRP, &number), ==, -ENOTTY);
	/* Not to a group that is not the session's. */
	number = getpid();
	EXPECT(CALL(ioctl, slave, TIOCSPGRP, &number), ==, -ENOTTY);
	EXPECT(CALL(ioctl, master, TIOCSIG, SIGINT), ==, 0);
}

int guest_main(void)
{
	int number = -1;
	int locked = 0;

	master = MUST(open, "/dev/ptmx", O_RDWR | O_NOCTTY);
	EXPECT(CALL(ioctl, master, TIOCGPTLCK, &locked), ==, 0);
	EXPECT_ROW("a new one is locked", locked, ==, 1);
	locked = 0;
	EXPECT(CALL(ioctl, master, TIOCSPTLCK, &locked), ==, 0);
	EXPECT(CALL(ioctl, master, TIOCGPTN, &number), ==, 0);
	EXPECT_ROW("TIOCGPTN", number, >=, 0);
	slave = (int)CALL(ioctl, master, TIOCGPTPEER, O_RDWR | O_NOCTTY);
	if (!EXPECT_ROW("TIOCGPTPEER", slave, >=, 0))
		return 1;
	check_settings();
	check_lines();
	check_sessions();
	return 0;
}

#else

CASE(terminal_requests, .rule = "FILE-16", .shared = true,
     .summary =
	     "the requests to a terminal by ioctl(2) set and tell what both of its ends share");

#endif
