/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Interactive shells, sshd and `podman run -t` talk through pseudo-terminals:
 * lines are edited and echoed, and control characters become signals.
 */
#include "case.h"

#ifdef GUEST

#include <asm/termbits.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* With the terminal as its own: tells when it is ready, and waits. */
static void run_in_terminal(const char *path, int ready)
{
	struct winsize size;
	sigset_t set;
	siginfo_t info;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	MUST(setsid);
	fd = MUST(open, path, O_RDWR);
	EXPECT(ioctl(fd, TIOCSCTTY, 0), ==, 0);
	EXPECT_ROW("/dev/tty is the terminal", open("/dev/tty", O_RDWR), >=, 0);
	MUST(write, ready, "x", 1);
	EXPECT(sigtimedwait(&set, &info, NULL), ==, SIGWINCH);
	EXPECT(ioctl(fd, TIOCGWINSZ, &size), ==, 0);
	EXPECT(size.ws_row, ==, 50);
	EXPECT(size.ws_col, ==, 132);
	MUST(write, ready, "x", 1);
	for (;;)
		poll(NULL, 0, -1);
}

int guest_main(void)
{
	const struct winsize size = { .ws_row = MUTATE(50, 24), .ws_col = 132 };
	struct termios terminal;
	char path[32];
	char text[32] = "";
	int master = MUST(open, "/dev/ptmx", O_RDWR | O_NOCTTY);
	int number = -1;
	int unlock = 0;
	int ready[2];

	EXPECT(ioctl(master, TIOCSPTLCK, &unlock), ==, 0);
	if (!EXPECT(ioctl(master, TIOCGPTN, &number), ==, 0))
		return 1;
	guest_format(path, sizeof(path), "/dev/pts/%d", number);

	int slave = MUST(open, path, O_RDWR | O_NOCTTY);

	EXPECT(ioctl(slave, TCGETS, &terminal), ==, 0);
	EXPECT(terminal.c_lflag & (ICANON | ECHO | ISIG), ==, (tcflag_t)(ICANON | ECHO | ISIG));
	EXPECT(terminal.c_cc[VINTR], ==, 3);
	EXPECT_ROW("the terminal takes input", write(master, "ab\177c\n", 5), ==, 5L);
	EXPECT_ROW("a line, edited", read(slave, text, sizeof(text) - 1), ==, 3L);
	EXPECT_STR(text, "ac\n");
	memset(text, 0, sizeof(text));
	EXPECT_ROW("its echo", read(master, text, sizeof(text) - 1) > 0, ==, true);
	EXPECT_ROW("its first characters", strncmp(text, "ab\b \bc", 6), ==, 0);

	terminal.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	EXPECT(ioctl(slave, TCSETS, &terminal), ==, 0);
	MUST(write, master, "z", 1);
	EXPECT_ROW("raw: no line is waited for", read(slave, text, 8), ==, 1L);
	EXPECT_ROW("/dev/null is no terminal",
		   ioctl(MUST(open, "/dev/null", O_RDWR), TCGETS, &terminal), ==, -1);

	MUST(pipe, ready);

	int pid = MUST(fork);

	if (pid == 0)
		run_in_terminal(path, ready[1]);
	MUST(read, ready[0], text, 1);
	EXPECT(ioctl(master, TIOCSWINSZ, &size), ==, 0);
	MUST(read, ready[0], text, 1);
	MUST(write, master, "\003", 1);

	int status = guest_wait(pid);

	EXPECT_ROW("the interrupt character interrupts",
		   WIFSIGNALED(status) ? WTERMSIG(status) : -1, ==, SIGINT);
	return 0;
}

#else

CASE(pseudo_terminal, .rule = "FILE-16",
     .summary = "a pseudo-terminal edits, echoes, resizes and interrupts",
     .issues = { "https://github.com/containers/podman/issues/27817" }, .seconds = 10);

#endif
