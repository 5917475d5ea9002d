/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* linux32(8) and installers set the personality PER_LINUX32, so that uname(2)
 * names a 32-bit machine to what they start, and nothing else changes. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sys/personality.h>
#include <sys/utsname.h>

enum { ASK = 0xffffffff };

int guest_main(void)
{
	struct utsname name;

	if (guest_role("personality")) {
		EXPECT(personality(ASK), ==, PER_LINUX32);
		MUST(uname, &name);
		EXPECT_STR(name.machine, "i686");
		return 50;
	}
	/* What started all this may have set one. */
	personality(PER_LINUX);
	MUST(uname, &name);
	EXPECT_STR(name.machine, "x86_64");

	int old = personality(ASK);

	REFUSE_IF(old == -1 && errno == ENOSYS, "personality: ENOSYS");
	EXPECT(old, ==, PER_LINUX);
	/* A kernel that cannot run 32-bit programs says so. */
	old = personality(MUTATE(PER_LINUX32, PER_LINUX));
	REFUSE_IF(old == -1 && errno == EINVAL, "personality(PER_LINUX32): EINVAL");
	EXPECT(old, ==, PER_LINUX);
	MUST(uname, &name);
	EXPECT_STR(name.machine, "i686");
	EXPECT(guest_run(GUEST_SELF, "personality", NULL), ==, 50 << 8);
	EXPECT(personality(PER_LINUX), ==, PER_LINUX32);
	MUST(uname, &name);
	EXPECT_STR(name.machine, "x86_64");
	return 0;
}

#else

CASE(linux32_personality, .rule = "PROC-14",
     .summary = "PER_LINUX32 makes uname(2) say i686, for executed programs too",
     .issues = { "https://github.com/fugasjunior/arma-server-manager/issues/117" },
     .x86_64_only = true, .needs = NEEDS_LINUX32, .shared = true);

#endif
