/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A mapping that Linux refuses leaves everything as it was, and says why by an
 * errno: with MAP_FIXED over what a program has there, a translator must look
 * before it takes anything away, and -EBADF is no address.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "fault.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

enum { SIZE = 1 << 17 };

static unsigned char *area;

static void touch_all(void *argument)
{
	const unsigned char value = *(unsigned char *)argument;

	for (long i = 0; i < SIZE; i += 64)
		if (((volatile unsigned char *)area)[i] != value)
			_exit(5);
}

/* 0, or how a look at all of the area ended. */
static int intact(unsigned char value)
{
	const struct guest_fault f = guest_fault(touch_all, &value);

	return f.signal ? f.signal : f.status;
}

int guest_main(void)
{
	const int program = MUST(open, "/proc/self/exe", O_RDONLY);
	const int directory = MUST(open, "/", O_RDONLY | O_DIRECTORY);
	const int by_path = MUST(open, "/proc/self/exe", O_PATH);
	const int write_only = MUST(open, "/dev/shm/mmap_refused", O_CREAT | O_WRONLY, 0600);
	const int sealed = MUST(memfd_create, "sealed", MFD_ALLOW_SEALING);
	const int rw = PROT_READ | PROT_WRITE;
	int ends[2];

	unlink("/dev/shm/mmap_refused");
	MUST(pipe, ends);
	MUST(ftruncate, sealed, SIZE);
	MUST(fcntl, sealed, F_ADD_SEALS, F_SEAL_WRITE);
	area = MUST(mmap, NULL, SIZE, rw, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	const struct {
		const char *what;
		long address;
		unsigned long size;
		int prot, flags, fd;
		long offset, error;
	} rows[] = {
		{ "descriptor -1", 0, SIZE, rw, MAP_PRIVATE, -1, 0, -EBADF },
		{ "descriptor -9", 0, SIZE, rw, MAP_SHARED, -9, 0, -EBADF },
		{ "descriptor 4000", 0, SIZE, rw, MAP_PRIVATE, 4000, 0, -EBADF },
		{ "an O_PATH descriptor", 0, SIZE, PROT_READ, MAP_PRIVATE, by_path, 0, -EBADF },
		{ "a directory", 0, SIZE, PROT_READ, MAP_PRIVATE, directory, 0, -ENODEV },
		{ "a pipe", 0, SIZE, PROT_READ, MAP_PRIVATE, ends[0], 0, -ENODEV },
		{ "a file not open for reading", 0, SIZE, PROT_READ, MAP_PRIVATE, write_only, 0,
		  -EACCES },
		{ "a file not open for writing, shared", 0, SIZE, rw, MAP_SHARED, program, 0,
		  -EACCES },
		{ "the same, MAP_SHARED_VALIDATE", 0, SIZE, rw, MAP_SHARED_VALIDATE, program, 0,
		  -EACCES },
		{ "a file sealed against writing", 0, SIZE, rw, MAP_SHARED, sealed, 0, -EPERM },
		{ "an unknown flag, MAP_SHARED_VALIDATE", 0, SIZE, PROT_READ,
		  MAP_SHARED_VALIDATE | 1 << 24, program, 0, -EOPNOTSUPP },
		{ "an offset inside a page", 0, SIZE, PROT_READ, MAP_PRIVATE, program, 256,
		  -EINVAL },
		{ "an offset that overflows", 0, SIZE, PROT_READ, MAP_PRIVATE, program,
		  -(long)(SIZE / 2), -EOVERFLOW },
		{ "neither shared nor private", 0, SIZE, PROT_READ, MAP_ANONYMOUS, -1, 0,
		  -EINVAL },
		{ "no bytes", 0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0, -EINVAL },
		{ "an address inside a page", 1, SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS,
		  -1, 0, -EINVAL },
		{ "more than there is", 0, 1UL << 62, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS,
		  -1, 0, -ENOMEM },
		{ "a size that wraps to nothing", 0, -1UL, PROT_READ,
		  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0, -ENOMEM },
		{ "growing down from a file", 0, SIZE, PROT_READ, MAP_SHARED | MAP_GROWSDOWN,
		  program, 0, -EINVAL },
	};

	memset(area, 0xa5, SIZE);
	for (size_t i = 0; i < COUNT(rows); i++) {
		char claim[96];

		/* A seal is looked at by the file, after the area is gone in some kernels. */
		if (rows[i].fd == sealed)
			goto anywhere;

		/* The address is that of the area, or inside its first page. */
		const long fixed = SYS(mmap, area + rows[i].address, rows[i].size, rows[i].prot,
				       rows[i].flags | MAP_FIXED, rows[i].fd, rows[i].offset);

		guest_format(claim, sizeof(claim), "MAP_FIXED: %s", rows[i].what);
		EXPECT_ROW(claim, fixed, ==, rows[i].error);
		guest_format(claim, sizeof(claim), "MAP_FIXED: %s: what was there",
			     rows[i].what);
		if (!EXPECT_ROW(claim, intact(0xa5), ==, 0)) {
			MUST(mmap, area, SIZE, rw, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
			     0);
			memset(area, 0xa5, SIZE);
		}
		if (rows[i].address)
			continue;
	anywhere:
		guest_format(claim, sizeof(claim), "anywhere: %s", rows[i].what);
		EXPECT_ROW(claim,
			   SYS(mmap, NULL, rows[i].size, rows[i].prot, rows[i].flags,
			       rows[i].fd, rows[i].offset),
			   ==, rows[i].error);
	}

	/* Its kin, where nothing is mapped: the lowest page, which no program gets. */
	const unsigned long page = GUEST_PAGE;
	void *const hole =
		MUST(mmap, NULL, 8 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	MUST(munmap, hole, 8 * page);
	EXPECT(SYS(mremap, hole, page, 2 * page, 0), ==, -EFAULT);
	EXPECT(SYS(mremap, area, SIZE, 0, 0), ==, -EINVAL);
	EXPECT(SYS(mremap, area + 1, SIZE, SIZE, 0), ==, -EINVAL);
	EXPECT(SYS(mremap, area, SIZE, SIZE, 0x80), ==, -EINVAL);
	EXPECT(SYS(mremap, area, SIZE, SIZE, MREMAP_FIXED, hole), ==, -EINVAL);
	EXPECT(SYS(mremap, area, SIZE, SIZE, MREMAP_FIXED | MREMAP_MAYMOVE, area + page), ==,
	       -EINVAL);
	EXPECT(CALL(mprotect, hole, page, PROT_READ), ==, -ENOMEM);
	EXPECT(CALL(mprotect, area + 1, page, PROT_READ), ==, -EINVAL);
	EXPECT(CALL(mprotect, area, page, 0x80), ==, -EINVAL);
	EXPECT(CALL(munmap, area + 1, page), ==, -EINVAL);
	EXPECT(CALL(munmap, area, 0), ==, -EINVAL);
	EXPECT(CALL(munmap, hole, page), ==, 0);
	EXPECT(CALL(madvise, hole, page, MADV_NORMAL), ==, -ENOMEM);
	EXPECT(CALL(madvise, area, page, 9999), ==, -EINVAL);
	EXPECT(CALL(msync, hole, page, MS_ASYNC), ==, -ENOMEM);
	EXPECT(SYS(shmat, 0x7fffffff, NULL, 0), ==, -EINVAL);
	EXPECT(SYS(shmdt, area), ==, -EINVAL);
	EXPECT_ROW("what was there in the end", intact(0xa5), ==, 0);

	/* Control: one that is granted replaces it. */
	EXPECT_ROW("a granted MAP_FIXED",
		   SYS(mmap, area, SIZE, rw, MAP_PRIVATE | MAP_ANONYMOUS | MUTATE(MAP_FIXED, 0),
		       -1, 0) == (long)area,
		   ==, true);
	EXPECT_ROW("it is empty", intact(0), ==, 0);
	return 0;
}

#else

CASE(mmap_refused, .rule = "MEM-40", .shared = true,
     .summary = "a mapping that is refused gives its error and changes nothing",
     .issues = { "https://github.com/abiosoft/colima/issues/1452",
		 "https://github.com/docker/for-mac/issues/7308" });

#endif
