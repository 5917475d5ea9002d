/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* uname(2) names the machine of the image, not of the host: configure scripts
 * and installers choose what they download by it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>
#include <sys/personality.h>
#include <sys/utsname.h>

int guest_main(void)
{
	static const char *const argv[] = { "/bin/uname", "-sm", NULL };
	static const char *const shell[] = { "/bin/sh", "-c", "exec /usr/bin/arch", NULL };
	struct utsname name;
	char text[256];

	MUTATE(, SYS(personality, PER_LINUX32));
	EXPECT(uname(&name), ==, 0);
	EXPECT_STR(name.sysname, "Linux");
	EXPECT_STR(name.machine, GUEST_MACHINE);
	EXPECT(guest_capture(text, sizeof(text), argv), ==, 0);
	EXPECT_STR(text, "Linux " GUEST_MACHINE "\n");
	EXPECT(guest_capture(text, sizeof(text), shell), ==, 0);
	EXPECT_STR(text, GUEST_MACHINE "\n");
	return 0;
}

#else

CASE(uname_machine, .rule = "ID-8", .seconds = 40,
     .summary = "uname(2) and uname(1) say x86_64",
     .issues = { "https://github.com/orbstack/orbstack/issues/2027" }, .shared = true);

#endif
