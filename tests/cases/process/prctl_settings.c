/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * prctl(2): settings of the process that are set, told, and mean what they say.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <linux/capability.h>
#include <linux/prctl.h>
#include <linux/securebits.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static long pr(long option, long a, long b, long c, long d)
{
	return SYS(prctl, option, a, b, c, d);
}

static void check_numbers(void)
{
	static const struct {
		const char *what;
		long set, get, value, wrong;
		bool stored; /* at the address that the second argument gives */
	} rows[] = {
		{ "PR_SET_DUMPABLE", PR_SET_DUMPABLE, PR_GET_DUMPABLE, 0, 9, false },
		{ "PR_SET_DUMPABLE", PR_SET_DUMPABLE, PR_GET_DUMPABLE, 1, 9, false },
		{ "PR_SET_KEEPCAPS", PR_SET_KEEPCAPS, PR_GET_KEEPCAPS, 1, 9, false },
		{ "PR_SET_KEEPCAPS", PR_SET_KEEPCAPS, PR_GET_KEEPCAPS, 0, 9, false },
		{ "PR_SET_TIMERSLACK", PR_SET_TIMERSLACK, PR_GET_TIMERSLACK, 123456, 0, false },
		{ "PR_SET_CHILD_SUBREAPER", PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER, 1,
		  0, true },
		{ "PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, PR_GET_PDEATHSIG, 10, 999, true },
		{ "PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, PR_GET_PDEATHSIG, 0, 999, true },
		{ "PR_SET_THP_DISABLE", PR_SET_THP_DISABLE, PR_GET_THP_DISABLE, 1, 0, false },
		{ "PR_SET_TIMING", PR_SET_TIMING, PR_GET_TIMING, PR_TIMING_STATISTICAL, 9,
		  false },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		int stored = -1;
		long got;

		EXPECT_ROW(rows[i].what, pr(rows[i].set, MUTATE(rows[i].value, 3), 0, 0, 0), ==,
			   0L);
		got = pr(rows[i].get, rows[i].stored ? (long)&stored : 0, 0, 0, 0);
		EXPECT_ROW(rows[i].what, rows[i].stored ? stored : got, ==, rows[i].value);
		if (rows[i].wrong)
			EXPECT_ROW(rows[i].what, pr(rows[i].set, rows[i].wrong, 0, 0, 0), ==,
				   (long)-EINVAL);
	}
	EXPECT(pr(9999, 0, 0, 0, 0), ==, -EINVAL);
	EXPECT(pr(PR_GET_ENDIAN, 0, 0, 0, 0), ==, -EINVAL);
}

static void check_names(void)
{
	char name[17] = "";
	int *word = NULL;
	char *area = MUST(mmap, NULL, 65536, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	EXPECT(pr(PR_SET_NAME, (long)"fifteen-letters-and-more", 0, 0, 0), ==, 0);
	EXPECT(pr(PR_GET_NAME, (long)name, 0, 0, 0), ==, 0);
	EXPECT_STR(name, "fifteen-letters");
	EXPECT(pr(PR_SET_NAME, 8, 0, 0, 0), ==, -EFAULT);
	/* Not in every kernel (CONFIG_CHECKPOINT_RESTORE, CONFIG_ANON_VMA_NAME). */
	const long asked = pr(PR_GET_TID_ADDRESS, (long)&word, 0, 0, 0);

	EXPECT_ROW("PR_GET_TID_ADDRESS", asked == 0 || asked == -EINVAL, ==, true);
	const long named =
		pr(PR_SET_VMA, PR_SET_VMA_ANON_NAME, (long)area, 65536, (long)"name");

	EXPECT_ROW("PR_SET_VMA", named == 0 || named == -EINVAL, ==, true);
}

static void check_rights(void)
{
	EXPECT(pr(PR_CAPBSET_READ, CAP_CHOWN, 0, 0, 0), ==, 1);
	EXPECT(pr(PR_CAPBSET_READ, CAP_SYS_BOOT, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_CAPBSET_READ, 63, 0, 0, 0), ==, -EINVAL);
	EXPECT(pr(PR_CAPBSET_DROP, CAP_CHOWN, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_CAPBSET_READ, CAP_CHOWN, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 0, 0), ==, 0);
	EXPECT(pr(PR_CAP_AMBIENT, PR_CAP_AMBIENT_LOWER, CAP_KILL, 0, 0), ==, 0);
	EXPECT(pr(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_CAP_AMBIENT, 99, 0, 0, 0), ==, -EINVAL);

	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { { 0 } };

	MUST_SYS(capget, &header, data);
	data[0].inheritable |= 1U << CAP_KILL;
	EXPECT(SYS(capset, &header, data), ==, 0);
	EXPECT(pr(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_KILL, 0, 0), ==, 0);
	EXPECT(pr(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 0, 0), ==, 1);
	EXPECT(pr(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_BOOT, 0, 0), ==, -EPERM);

	EXPECT(pr(PR_GET_SECUREBITS, 0, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_SET_SECUREBITS, SECBIT_NOROOT, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_GET_SECUREBITS, 0, 0, 0, 0), ==, SECBIT_NOROOT);
	/* Versions 1 and 2: 1 has a word for each set, 2 is 3 by another name. */
	header.version = _LINUX_CAPABILITY_VERSION_1;
	data[1].effective = 77;
	EXPECT(SYS(capget, &header, data), ==, 0);
	EXPECT_ROW("version 1 fills one element", data[1].effective, ==, 77U);
	header.version = _LINUX_CAPABILITY_VERSION_2;
	EXPECT(SYS(capget, &header, data), ==, 0);
	EXPECT_ROW("version 2 fills two", data[1].effective, !=, 77U);
	header.version = 1;
	EXPECT(SYS(capget, &header, data), ==, -EINVAL);
	EXPECT_ROW("and the header tells the version", header.version, ==,
		   (__u32)_LINUX_CAPABILITY_VERSION_3);

	EXPECT(pr(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), ==, 0);
	EXPECT(pr(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, 1);
	EXPECT(pr(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, -EINVAL);
	/* The Yama module need not be there: then EINVAL. */
	const long tracer = pr(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);

	EXPECT_ROW("PR_SET_PTRACER", tracer == 0 || tracer == -EINVAL, ==, true);
}

int guest_main(void)
{
	check_numbers();
	check_names();
	check_rights();
	return 0;
}

#else

CASE(prctl_settings, .rule = "PROC-42", .shared = true,
     .summary = "the settings of prctl(2) are kept, told and refused where they are wrong");

#endif
