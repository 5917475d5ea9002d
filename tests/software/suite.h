/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A test suite that Debian ships as a package. Its tests run in groups: a group is a
 * case of the runner's registry, and has a container to itself.
 *
 * A suite's program in the container prints a line when a test begins and one when it
 * has ended, "@begin TEST" and "@end TEST OUTCOME WORDS", with the outcome pass, skip
 * or fail. A test that begins and never ends has taken its program along: "crash", or
 * "hang" if that ended with 1, as it does where a test takes too long. The program is
 * then started again for those that have not begun.
 */
#ifndef SUITE_H
#define SUITE_H

#include "registry.h"
#include "shell.h"

struct suite {
	const char *name;
	const char *package; /* of Debian, that it is in */
	/* The text of /tmp/run, whose arguments are the group and a file with the names of
	 * the tests that have begun, which it leaves out. */
	const char *program;
};

struct group {
	const struct suite *suite;
	const char *name;
};

void suite_drive(struct container *container);

/* Where no control has told how long it takes: the limit, in seconds, as for cases. */
enum { GROUP_SECONDS = 200 };

/* A group of the suite of its file, which is named `suite`. */
#define GROUP(of_suite, id)                                                                    \
	CASE(of_suite##_##id, .summary = #of_suite ": " #id, .flavours = GLIBC,                \
	     .seconds = GROUP_SECONDS, .image = "suites", .drive = suite_drive,                \
	     .data = &(const struct group){ &suite, #id })

#endif
