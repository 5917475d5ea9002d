/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Services drop their capabilities: what is gone from the sets is refused by
 * the kernel, and does not come back. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct __user_cap_data_struct sets[2];

static long get(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };

	return SYS(capget, &header, sets);
}

static long set(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };

	return SYS(capset, &header, sets);
}

static unsigned long effective_in_proc(void)
{
	static char text[8192];

	guest_read_file("/proc/self/status", text, sizeof(text));

	const char *at = strstr(text, "CapEff:	");

	return at ? strtoul(at + 8, NULL, 16) : 0;
}

int guest_main(void)
{
	struct __user_cap_header_struct old = { 0x1234, 0 };

	EXPECT(get(), ==, 0L);
	EXPECT_ROW("the container's root may change owners", sets[0].effective >> CAP_CHOWN & 1,
		   ==, 1U);
	EXPECT_ROW("it may not load modules", sets[0].effective >> CAP_SYS_MODULE & 1, ==, 0U);
	EXPECT(sets[0].effective | (unsigned long)sets[1].effective << 32, ==,
	       effective_in_proc());
	EXPECT(prctl(PR_CAPBSET_READ, CAP_CHOWN, 0L, 0L, 0L), ==, 1);
	EXPECT_ERROR(prctl(PR_CAPBSET_READ, 63L, 0L, 0L, 0L), EINVAL);
	/* An unknown version is told the right one. */
	EXPECT(SYS(capget, &old, sets), ==, -EINVAL);
	EXPECT(old.version, ==, (unsigned)_LINUX_CAPABILITY_VERSION_3);

	int fd = MUST(open, "/tmp/file", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	EXPECT(fchown(fd, 5, 5), ==, 0);
	EXPECT(prctl(PR_CAPBSET_DROP, CAP_CHOWN, 0L, 0L, 0L), ==, 0);
	EXPECT(prctl(PR_CAPBSET_READ, CAP_CHOWN, 0L, 0L, 0L), ==, 0);
	EXPECT(get(), ==, 0L);
	MUTATE(sets[0].effective = sets[0].permitted = 1U << CAP_KILL;, )
	EXPECT(set(), ==, 0L);
	EXPECT(get(), ==, 0L);
	EXPECT(sets[0].effective, ==, 1U << CAP_KILL);
	EXPECT(sets[0].permitted, ==, 1U << CAP_KILL);
	EXPECT(effective_in_proc(), ==, 1UL << CAP_KILL);
	EXPECT_ERROR(fchown(fd, 6, 6), EPERM);
	sets[0].effective = sets[0].permitted = 1U << CAP_KILL | 1U << CAP_CHOWN;
	EXPECT(set(), ==, (long)-EPERM);
	return 0;
}

#else

CASE(capabilities_drop, .rule = "PROC-15", .shared = true,
     .summary = "capabilities are told, dropped and enforced");

#endif
