/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Debuggers and sanitisers switch address randomisation off and execute the
 * program: it then lies at the same addresses every time. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sys/mman.h>
#include <sys/personality.h>

enum { ASK = 0xffffffff };

struct places {
	uintptr_t stack, program, mapping;
};

static int data;

static void tell(void)
{
	struct places here = { (uintptr_t)__builtin_frame_address(0), (uintptr_t)&data, 0 };

	here.mapping =
		(uintptr_t)mmap(NULL, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	guest_write_all(1, &here, sizeof(here));
}

static struct places ask(void)
{
	static const char *const argv[] = { GUEST_SELF, "tell", NULL };
	struct places there = { 0 };
	int ends[2];

	MUST(pipe, ends);

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		SYS(dup3, ends[1], 1, 0);
		guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
	}
	close(ends[1]);
	EXPECT(read(ends[0], &there, sizeof(there)), ==, (long)sizeof(there));
	close(ends[0]);
	guest_wait(pid);
	return there;
}

int guest_main(void)
{
	if (guest_role("tell")) {
		tell();
		return personality(ASK) & ADDR_NO_RANDOMIZE ? 0 : 1;
	}

	/* What started all this may have set one. */
	personality(PER_LINUX);

	const int old = personality(MUTATE(ADDR_NO_RANDOMIZE, 0));

	REFUSE_IF(old == -1 && errno == ENOSYS, "personality: ENOSYS");
	EXPECT(old, ==, 0);
	EXPECT(personality(ASK), ==, ADDR_NO_RANDOMIZE);

	const struct places one = ask();

	const struct places other = ask();

	EXPECT_ROW("the stack is where it was", other.stack - one.stack, ==, 0UL);
	EXPECT_ROW("the program is where it was", other.program - one.program, ==, 0UL);
	EXPECT_ROW("a mapping is where it was", other.mapping - one.mapping, ==, 0UL);
	return 0;
}

#else

CASE(personality_no_random, .rule = "PROC-14",
     .summary = "with ADDR_NO_RANDOMIZE a program lies at the same addresses in every run",
     .needs = NEEDS_NO_RANDOM, .shared = true);

#endif
