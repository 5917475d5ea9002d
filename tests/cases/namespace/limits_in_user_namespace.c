/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Container engines with user namespaces start programs whose limits are read
 * before anything else: of the stack, of descriptors, of the address space. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sched.h>
#include <sys/resource.h>

enum { USER = 1000 };

static const int kinds[] = { RLIMIT_STACK, RLIMIT_NOFILE, RLIMIT_AS, RLIMIT_CORE };
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static void tell(void)
{
	struct rlimit limits[KINDS] = { 0 };

	for (int i = 0; i < KINDS; i++)
		EXPECT(SYS(prlimit64, i % 2 ? 0 : getpid(), kinds[i], NULL, &limits[i]), ==, 0);
	guest_write_all(1, limits, sizeof(limits));
}

int guest_main(void)
{
	static const char *const inside[] = { GUEST_SELF, "inside", NULL };
	struct rlimit there[KINDS] = { 0 };
	int ends[2];

	if (guest_role("inside")) {
		tell();
		return 60;
	}
	MUST(pipe, ends);

	/* One that is nobody's default. */
	const struct rlimit files = { 333, 444 };

	MUST(setrlimit, RLIMIT_NOFILE, &files);

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		SYS(dup3, ends[1], 1, 0);
		MUST(setresgid, USER, USER, USER);
		MUST(setresuid, USER, USER, USER);
		guest_go_home();
		MUTATE(, MUST(setrlimit, RLIMIT_NOFILE, (&(struct rlimit){ 222, 444 }));)
		MUST(unshare, CLONE_NEWUSER);
		guest_become(GUEST_SELF, inside, (const char *const *)guest_envp);
	}
	close(ends[1]);
	EXPECT(read(ends[0], there, sizeof(there)), ==, (long)sizeof(there));
	EXPECT(guest_wait(pid), ==, 60 << 8);
	for (int i = 0; i < KINDS; i++) {
		struct rlimit here;

		MUST(getrlimit, kinds[i], &here);
		EXPECT(there[i].rlim_cur, ==, here.rlim_cur);
		EXPECT(there[i].rlim_max, ==, here.rlim_max);
	}
	return 0;
}

#else

CASE(limits_in_user_namespace, .rule = "NS-9",
     .summary = "a program in a new user namespace reads the limits that it was started with",
     .issues = { "https://github.com/docker/for-mac/issues/6886" },
     .needs = NEEDS_USER_NAMESPACES, .shared = true);

#endif
