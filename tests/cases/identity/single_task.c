/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A process with one thread shows one task: Chromium's sandbox and runc's
 * namespaces insist on it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <linux/futex.h>
#include <string.h>

static int go;

static int tasks(void)
{
	struct stat s;

	return stat("/proc/self/task", &s) ? -1 : (int)s.st_nlink - 2;
}

static int threads_in_status(void)
{
	static char text[8192];

	if (guest_read_file("/proc/self/status", text, sizeof(text)) <= 0)
		return -1;

	const char *line = strstr(text, "\nThreads:\t");

	return line ? line[10] - '0' : -1;
}

static int wait_for_go(void *argument)
{
	(void)argument;
	while (!__atomic_load_n(&go, __ATOMIC_ACQUIRE))
		SYS(futex, &go, FUTEX_WAIT, 0, NULL);
	return 1;
}

int guest_main(void)
{
	struct guest_thread thread;

	MUTATE(, static struct guest_thread extra; thread_start(&extra, wait_for_go, NULL));
	EXPECT(tasks(), ==, 1);
	EXPECT(threads_in_status(), ==, 1);

	/* Control: a second thread shows. */
	if (!EXPECT(thread_start(&thread, wait_for_go, NULL), ==, 0))
		return 0;
	EXPECT(tasks(), ==, 2);
	EXPECT(threads_in_status(), ==, 2);
	__atomic_store_n(&go, 1, __ATOMIC_RELEASE);
	SYS(futex, &go, FUTEX_WAKE, MUTATE(1, 2));
	EXPECT(thread_join(&thread), ==, 1);
	return 0;
}

#else

CASE(single_task, .rule = "ID-5",
     .summary = "/proc/self/task has one entry for each of the program's threads",
     .issues = { "https://github.com/puppeteer/puppeteer/issues/10095" });

#endif
