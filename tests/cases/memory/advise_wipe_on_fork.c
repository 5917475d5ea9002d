/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Random number generators (BoringSSL, AWS-LC, glibc's arc4random) keep their
 * state in memory that a fork empties. Where the advice is accepted and not
 * followed, parent and child draw the same secrets.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>
#include <unistd.h>

static int child_reads(const char *memory)
{
	int pid = MUST(fork);

	if (pid == 0)
		_exit(*(volatile const char *)memory);
	return guest_wait(pid);
}

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char *memory = MUST(mmap, NULL, 2 * page, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *shared = MUST(mmap, NULL, page, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	memory[0] = 5;
	memory[page] = 6;
	/* Control: without the advice it is copied. */
	EXPECT(child_reads(memory), ==, 5 << 8);

	int set = madvise(memory, page, MUTATE(MADV_WIPEONFORK, MADV_NORMAL));

	REFUSE_IF(set == -1 && errno == EINVAL, "MADV_WIPEONFORK: EINVAL");
	EXPECT(set, ==, 0);
	EXPECT_ROW("the child finds the advised page empty", child_reads(memory), ==, 0);
	EXPECT_ROW("the page behind it is copied", child_reads(memory + page), ==, 6 << 8);
	EXPECT(memory[0], ==, 5);
	EXPECT(madvise(memory, page, MADV_KEEPONFORK), ==, 0);
	EXPECT(child_reads(memory), ==, 5 << 8);
	/* Shared memory cannot be wiped. */
	EXPECT_ERROR(madvise(shared, page, MADV_WIPEONFORK), EINVAL);
	return 0;
}

#else

CASE(advise_wipe_on_fork, .rule = "MEM-15", .shared = true,
     .summary = "MADV_WIPEONFORK empties memory in children, or is refused");

#endif
