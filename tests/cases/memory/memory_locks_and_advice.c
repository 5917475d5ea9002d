/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Memory that stays: mlock(2) and its kin, and what /proc tells of it; msync(2);
 * advice that changes what a program sees, and advice that does not.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SIZE = 1 << 16 };

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

/* KiB of /proc/self/status's line "VmLck:". */
static long locked(void)
{
	static char text[8192];
	char *line;

	MUST(guest_read_file, "/proc/self/status", text, sizeof(text));
	line = strstr(text, "VmLck:");
	if (!line)
		return -1;
	line += 6;
	while (*line == ' ' || *line == '\t')
		line++;
	return (long)strtoul(line, NULL, 10);
}

static void check_locks(char *area)
{
	const struct rlimit small = { 32768, 32768 };

	EXPECT(CALL(mlock, area, SIZE), ==, 0);
	EXPECT_ROW("mlock: VmLck", locked(), ==, (long)SIZE / 1024);
	EXPECT(CALL(munlock, area, SIZE), ==, 0);
	EXPECT_ROW("munlock: VmLck", locked(), ==, 0L);
	EXPECT(SYS(mlock2, area, SIZE, MLOCK_ONFAULT), ==, 0);
	EXPECT_ROW("mlock2: VmLck", locked(), ==, (long)SIZE / 1024);
	EXPECT(SYS(mlock2, area, SIZE, 2), ==, -EINVAL);
	EXPECT(SYS(munlockall), ==, 0);
	EXPECT_ROW("munlockall: VmLck", locked(), ==, 0L);
	EXPECT(SYS(mlockall, 0), ==, -EINVAL);
	EXPECT(SYS(mlockall, MCL_ONFAULT), ==, -EINVAL);
	EXPECT(SYS(mlockall, 8), ==, -EINVAL);
	/* All that there is may be too much for the limit: then nothing is locked. */
	const long all = SYS(mlockall, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);

	EXPECT_ROW("mlockall", all == 0 || all == -ENOMEM || all == -EPERM, ==, true);
	if (all == 0)
		EXPECT_ROW("mlockall: VmLck", locked(), >, 64L);
	EXPECT(SYS(munlockall), ==, 0);
	MUST(setrlimit, RLIMIT_MEMLOCK, &small);
	if (guest_fork() == 0) {
		/* The right CAP_IPC_LOCK would lift the limit. */
		SYS(setresuid, 1000, 1000, 1000);
		const long error = -SYS(mlock, area, SIZE);

		SYS(exit_group, error);
	}
	EXPECT_ROW("RLIMIT_MEMLOCK", guest_wait(-1), ==, MUTATE(ENOMEM, 0) << 8);
}

static void check_advice(char *area)
{
	static const struct {
		const char *what;
		int advice;
	} plain[] = {
		{ "MADV_NORMAL", MADV_NORMAL },
		{ "MADV_RANDOM", MADV_RANDOM },
		{ "MADV_SEQUENTIAL", MADV_SEQUENTIAL },
		{ "MADV_WILLNEED", MADV_WILLNEED },
		{ "MADV_COLD", MADV_COLD },
		{ "MADV_PAGEOUT", MADV_PAGEOUT },
		{ "MADV_DONTDUMP", MADV_DONTDUMP },
		{ "MADV_DODUMP", MADV_DODUMP },
		{ "MADV_DONTFORK", MADV_DONTFORK },
		{ "MADV_DOFORK", MADV_DOFORK },
		{ "MADV_POPULATE_READ", MADV_POPULATE_READ },
		{ "MADV_POPULATE_WRITE", MADV_POPULATE_WRITE },
	};
	/* What a kernel may be built without: EINVAL then. */
	static const struct {
		const char *what;
		int advice;
	} built[] = {
		{ "MADV_MERGEABLE", MADV_MERGEABLE },
		{ "MADV_UNMERGEABLE", MADV_UNMERGEABLE },
		{ "MADV_HUGEPAGE", MADV_HUGEPAGE },
		{ "MADV_NOHUGEPAGE", MADV_NOHUGEPAGE },
	};

	memset(area, 0x5a, SIZE);
	for (size_t i = 0; i < COUNT(plain); i++) {
		EXPECT_ROW(plain[i].what, CALL(madvise, area, SIZE, plain[i].advice), ==, 0L);
		EXPECT_ROW(plain[i].what, area[SIZE - 1], ==, 0x5a);
	}
	for (size_t i = 0; i < COUNT(built); i++) {
		const long r = CALL(madvise, area, SIZE, built[i].advice);

		EXPECT_ROW(built[i].what, r == 0 || r == -EINVAL, ==, true);
		EXPECT_ROW(built[i].what, area[SIZE - 1], ==, 0x5a);
	}

	const int fd = MUST(memfd_create, "advice", 0);

	MUST(ftruncate, fd, SIZE);

	char *file = MUST(mmap, NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char byte = 'x';

	memset(file, 0x33, SIZE);
	EXPECT(CALL(madvise, file, SIZE, MADV_DONTNEED), ==, 0);
	EXPECT_ROW("MADV_DONTNEED of a file keeps it", file[5], ==, 0x33);
	EXPECT(CALL(madvise, file, SIZE, MADV_REMOVE), ==, 0);
	EXPECT_ROW("MADV_REMOVE", file[5], ==, 0);
	MUST(pread, fd, &byte, 1, 5);
	EXPECT_ROW("MADV_REMOVE reaches the file", byte, ==, 0);
	EXPECT(CALL(madvise, file, SIZE, MADV_FREE), ==, -EINVAL);
	file[5] = 7;
	EXPECT(CALL(msync, file, SIZE, MS_SYNC), ==, 0);
	EXPECT(CALL(msync, file, SIZE, MS_ASYNC), ==, 0);
	EXPECT(CALL(msync, file, SIZE, MS_SYNC | MS_INVALIDATE), ==, 0);
	EXPECT(CALL(msync, file, SIZE, MS_SYNC | MS_ASYNC), ==, -EINVAL);
	EXPECT(CALL(msync, file, SIZE, 8), ==, -EINVAL);
	EXPECT(CALL(msync, file + 1, 10, MS_SYNC), ==, -EINVAL);
	MUST(munmap, file, SIZE);
	EXPECT(CALL(msync, file, SIZE, MS_SYNC), ==, -ENOMEM);

	/* The pages of a program that is told not to hand them on. */
	EXPECT(CALL(madvise, area, SIZE, MADV_FREE), ==, 0);
	area[1] = 9;
	EXPECT_ROW("MADV_FREE: what is written after stays", area[1], ==, 9);
}

static void check_process_madvise(char *area)
{
	const struct iovec part = { area, SIZE };
	const int self = (int)MUST_SYS(pidfd_open, getpid(), 0);

	/* As Linux 6.1 has it, CAP_SYS_NICE is wanted for oneself too. */
	const long advised = SYS(process_madvise, self, &part, 1, MADV_COLD, 0);

	EXPECT_ROW("process_madvise", advised == -EPERM ? SIZE : advised, ==, (long)SIZE);
	EXPECT(SYS(process_madvise, self, &part, 1, MADV_COLD, 1), ==, -EINVAL);
	EXPECT(SYS(process_madvise, 999, &part, 1, MADV_COLD, 0), ==, -EBADF);
	EXPECT(SYS(process_mrelease, self, 0), ==, -EINVAL);
	EXPECT(SYS(process_mrelease, self, 1), ==, -EINVAL);
	EXPECT(SYS(process_mrelease, 999, 0), ==, -EBADF);
	close(self);
}

int guest_main(void)
{
	char *area = MUST(mmap, NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);

	check_advice(area);
	check_process_madvise(area);
	check_locks(area);
	return 0;
}

#else

CASE(memory_locks_and_advice, .rule = "MEM-44", .shared = true,
     .summary = "locks of memory are counted and limited; msync(2) and each advice of "
		"madvise(2) do "
		"what they say");

#endif
