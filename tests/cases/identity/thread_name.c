/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The name of a process: its file's at first, then what prctl(2) says. top,
 * killall and crash reports show it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>
#include <sys/prctl.h>

int guest_main(void)
{
	char name[17] = "";
	char text[64];

	MUTATE(, prctl(PR_SET_NAME, "translator"));
	EXPECT(prctl(PR_GET_NAME, name), ==, 0);
	EXPECT_STR(name, CASE_NAME);
	EXPECT(guest_read_file("/proc/self/comm", text, sizeof(text)), >, 0L);
	EXPECT_STR(text, CASE_NAME "\n");

	/* Fifteen bytes are kept. */
	EXPECT(prctl(PR_SET_NAME, "seventeen letters"), ==, 0);
	EXPECT(prctl(PR_GET_NAME, name), ==, 0);
	EXPECT_STR(name, "seventeen lette");
	EXPECT(guest_read_file("/proc/self/comm", text, sizeof(text)), ==, 16L);
	EXPECT_STR(text, "seventeen lette\n");
	return 0;
}

#else

CASE(thread_name, .rule = "ID-3",
     .summary = "a process is named after its file, and as prctl(PR_SET_NAME) says");

#endif
