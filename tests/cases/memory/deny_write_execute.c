/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * systemd's MemoryDenyWriteExecute= lets a service have no memory that is
 * both writable and executable, nor become so. A translator that runs there
 * makes its code by another way, or says that it cannot.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { SET_MDWE = 65, GET_MDWE = 66, REFUSE_EXEC_GAIN = 1 };

static void denied(void)
{
	const size_t page = GUEST_PAGE;
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
	void *data = MUST(mmap, NULL, page, PROT_READ | PROT_WRITE, flags, -1, 0);

	EXPECT_ERROR(mmap(NULL, page, PROT_READ | PROT_WRITE | PROT_EXEC, flags, -1, 0),
		     EACCES);
	EXPECT_ERROR(mprotect(data, page, PROT_READ | PROT_EXEC), EACCES);
	EXPECT(mprotect(data, page, PROT_READ), ==, 0);
}

int guest_main(void)
{
	if (guest_role("denied")) {
		EXPECT(prctl(GET_MDWE, 0L, 0L, 0L, 0L), ==, REFUSE_EXEC_GAIN);
		denied();
		return 47;
	}

	int pid = MUST(fork);

	if (pid == 0) {
		int set = prctl(SET_MDWE, MUTATE(REFUSE_EXEC_GAIN, 0L), 0L, 0L, 0L);

		REFUSE_IF(set == -1 && errno == EINVAL, "PR_SET_MDWE: EINVAL");
		EXPECT(set, ==, 0);
		denied();
		_exit(guest_run(GUEST_SELF, "denied", NULL) == 47 << 8 ? 48 : 49);
	}

	int status = guest_wait(pid);

	/* 0 is a refusal's. */
	EXPECT_ROW("a program starts where writable code is denied",
		   status == 48 << 8 || !status, ==, true);
	return 0;
}

#else

CASE(deny_write_execute, .rule = "MEM-14",
     .summary = "PR_SET_MDWE denies writable code and new programs run, or it is refused",
     .issues = { "https://github.com/cloudfoundry/bosh-linux-stemcell-builder/issues/486",
		 "https://github.com/FEX-Emu/FEX/issues/3336" },
     .seconds = 10, .needs = NEEDS_MDWE, .shared = true);

#endif
