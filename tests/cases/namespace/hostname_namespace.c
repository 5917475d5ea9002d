/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The host name of the container is its own, and each UTS namespace inside
 * has another. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sched.h>
#include <string.h>
#include <sys/utsname.h>

static const char *host_name(void)
{
	static struct utsname name;

	return uname(&name) ? "" : name.nodename;
}

int guest_main(void)
{
	static const char *const tool[] = { "/bin/hostname", NULL };
	char text[256];

	EXPECT_STR(host_name(), "conformance");
	EXPECT(guest_capture(text, sizeof(text), tool), ==, 0);
	EXPECT_STR(text, "conformance\n");

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		if (!EXPECT(unshare(CLONE_NEWUTS), ==, 0))
			SYS(exit_group, 1);
		MUTATE(, SYS(setns, open("/proc/1/ns/uts", O_RDONLY), CLONE_NEWUTS));
		EXPECT(sethostname("another", 7), ==, 0);
		EXPECT_STR(host_name(), "another");
		EXPECT(guest_capture(text, sizeof(text), tool), ==, 0);
		EXPECT_STR(text, "another\n");
		EXPECT(guest_read_file("/proc/sys/kernel/hostname", text, sizeof(text)), ==,
		       8L);
		EXPECT_STR(text, "another\n");
		SYS(exit_group, 60);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	EXPECT_STR(host_name(), "conformance");
	return 0;
}

#else

CASE(hostname_namespace, .rule = "NS-5", .summary = "a host name is that of its UTS namespace",
     .privileged = true);

#endif
