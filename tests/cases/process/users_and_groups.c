/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Who a process is: real, effective, saved and file-system users and groups, and
 * the list of groups, by each call that changes or tells them.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <grp.h>
#include <sys/fsuid.h>
#include <unistd.h>

static void expect_users(const char *when, unsigned r, unsigned e, unsigned s)
{
	uid_t got[3] = { 9, 9, 9 };

	EXPECT_ROW(when, CALL(getresuid, &got[0], &got[1], &got[2]), ==, 0L);
	EXPECT_ROW(when, got[0], ==, r);
	EXPECT_ROW(when, got[1], ==, MUTATE(e, e + 1));
	EXPECT_ROW(when, got[2], ==, s);
	EXPECT_ROW(when, CALL(getuid), ==, (long)r);
	EXPECT_ROW(when, CALL(geteuid), ==, (long)e);
	EXPECT_ROW(when, SYS(setfsuid, -1), ==, (long)e);
}

static void expect_groups(const char *when, unsigned r, unsigned e, unsigned s)
{
	gid_t got[3] = { 9, 9, 9 };

	EXPECT_ROW(when, CALL(getresgid, &got[0], &got[1], &got[2]), ==, 0L);
	EXPECT_ROW(when, got[0], ==, r);
	EXPECT_ROW(when, got[1], ==, e);
	EXPECT_ROW(when, got[2], ==, s);
	EXPECT_ROW(when, CALL(getgid), ==, (long)r);
	EXPECT_ROW(when, CALL(getegid), ==, (long)e);
	EXPECT_ROW(when, SYS(setfsgid, -1), ==, (long)e);
}

int guest_main(void)
{
	static const gid_t list[] = { 60000, 12, 65533 };
	gid_t got[4] = { 0 };

	EXPECT(CALL(setgroups, 3, list), ==, 0);
	EXPECT(CALL(getgroups, 0, NULL), ==, 3);
	EXPECT(CALL(getgroups, 4, got), ==, 3);
	/* Linux sorts them. */
	EXPECT_ROW("the groups, of 16 bits and no sign",
		   (got[0] == 12) + (got[1] == 60000) + (got[2] == 65533), ==, 3);
	EXPECT(SYS(getgroups, 2, got), ==, -EINVAL);
	EXPECT(SYS(getgroups, -1, got), ==, -EINVAL);

	EXPECT(CALL(setregid, 100, 200), ==, 0);
	expect_groups("setregid(100, 200)", 100, 200, 200);
	EXPECT(CALL(setresgid, -1, 300, 400), ==, 0);
	expect_groups("setresgid(-1, 300, 400)", 100, 300, 400);
	EXPECT(CALL(setfsgid, 500), ==, 300);
	EXPECT(SYS(setfsgid, -1), ==, 500);
	EXPECT(CALL(setgid, 40000), ==, 0);
	expect_groups("setgid(40000) of root", 40000, 40000, 40000);

	EXPECT(CALL(setreuid, 0, 60001), ==, 0);
	expect_users("setreuid(0, 60001)", 0, 60001, 60001);
	EXPECT(CALL(setreuid, -1, 0), ==, 0);
	expect_users("setreuid(-1, 0)", 0, 0, 60001);
	EXPECT(CALL(setresuid, 11, 0, 33), ==, 0);
	expect_users("setresuid(11, 0, 33)", 11, 0, 33);
	EXPECT(CALL(setfsuid, 44), ==, 0);
	EXPECT(SYS(setfsuid, -1), ==, 44);
	EXPECT(CALL(setresuid, 11, 22, 33), ==, 0);
	expect_users("setresuid(11, 22, 33)", 11, 22, 33);

	/* Without rights: the three may change places, and nothing else. */
	EXPECT(CALL(setresuid, -1, 44, -1), ==, -EPERM);
	EXPECT(CALL(setuid, 0), ==, -EPERM);
	EXPECT(CALL(setgid, 0), ==, -EPERM);
	EXPECT(CALL(setgroups, 0, NULL), ==, -EPERM);
	EXPECT(CALL(setregid, 5, -1), ==, -EPERM);
	expect_users("after the refusals", 11, 22, 33);
	EXPECT(CALL(setuid, 33), ==, 0);
	expect_users("setuid(33) without rights", 11, 33, 33);
	EXPECT(CALL(setreuid, 33, 11), ==, 0);
	expect_users("setreuid(33, 11)", 33, 11, 11);
	EXPECT(CALL(setfsuid, 0), ==, 11);
	EXPECT(SYS(setfsuid, -1), ==, 11);
	return 0;
}

#else

CASE(users_and_groups, .rule = "PROC-40", .shared = true,
     .summary = "the calls that change users and groups keep real, effective and saved ones "
		"apart");

#endif
