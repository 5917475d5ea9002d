/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* clone(2) with the flags of new namespaces, all in one call: how bubblewrap,
 * Go's SysProcAttr and container runtimes start what they contain. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sched.h>
#include <string.h>
#include <sys/utsname.h>

int guest_main(void)
{
	static const char *const argv[] = { GUEST_SELF, "inside", NULL };
	struct utsname name;

	if (guest_role("inside")) {
		EXPECT(getpid(), ==, 1);
		EXPECT(uname(&name), ==, 0);
		EXPECT_STR(name.nodename, "within");
		return 60;
	}

	long pid = SYS(clone,
		       MUTATE(CLONE_NEWPID, 0) | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNS |
			       SIGCHLD,
		       0, 0, 0, 0);

	if (pid == 0) {
		EXPECT(sethostname("within", 6), ==, 0);
		guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
	}
	if (EXPECT(pid, >, 1L))
		EXPECT(guest_wait((int)pid), ==, 60 << 8);
	EXPECT(uname(&name), ==, 0);
	EXPECT(strcmp(name.nodename, "within"), !=, 0);
	return 0;
}

#else

CASE(clone_namespaces, .rule = "NS-4",
     .summary = "clone(2) starts a process in new pid, uts, ipc and mount namespaces",
     .privileged = true);

#endif
