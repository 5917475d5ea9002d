/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* make, tar and rsync set and compare the times of files, to the nanosecond
 * and far from now. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <time.h>

int guest_main(void)
{
	static const char path[] = "/dev/shm/times";
	struct timespec times[2] = { { 1234567890, 123456789 }, { 4102444800, 999999999 } };
	struct timespec before;
	struct timespec now;
	struct stat s;

	MUST(guest_make_file, path, "x", 1, 0644);
	MUTATE(EXPECT(utimensat(AT_FDCWD, path, times, 0), ==, 0);, )
	MUST(stat, path, &s);
	EXPECT(s.st_atim.tv_sec, ==, 1234567890L);
	EXPECT(s.st_atim.tv_nsec, ==, 123456789L);
	/* Beyond 32 bits. */
	EXPECT(s.st_mtim.tv_sec, ==, 4102444800L);
	EXPECT(s.st_mtim.tv_nsec, ==, 999999999L);

	times[0].tv_nsec = UTIME_OMIT;
	times[1] = (struct timespec){ -86400, 5 };
	EXPECT(utimensat(AT_FDCWD, path, times, 0), ==, 0);
	MUST(stat, path, &s);
	EXPECT(s.st_atim.tv_nsec, ==, 123456789L);
	EXPECT_ROW("a time before 1970 is kept", s.st_mtim.tv_sec, ==, -86400L);
	EXPECT(s.st_mtim.tv_nsec, ==, 5L);

	times[1].tv_nsec = UTIME_NOW;
	MUST(clock_gettime, CLOCK_REALTIME, &before);
	EXPECT(utimensat(AT_FDCWD, path, times, 0), ==, 0);
	MUST(stat, path, &s);
	MUST(clock_gettime, CLOCK_REALTIME, &now);
	/* The kernel takes it from the last tick. */
	EXPECT_ROW("UTIME_NOW is now",
		   s.st_mtim.tv_sec >= before.tv_sec - 1 && s.st_mtim.tv_sec <= now.tv_sec, ==,
		   true);

	int fd = MUST(open, path, O_RDONLY | O_CLOEXEC);

	times[0] = times[1] = (struct timespec){ 7, 8 };
	EXPECT(futimens(fd, times), ==, 0);
	MUST(fstat, fd, &s);
	EXPECT(s.st_mtim.tv_sec, ==, 7L);
	times[0].tv_nsec = 1000000000;
	EXPECT_ERROR(utimensat(AT_FDCWD, path, times, 0), EINVAL);
	return 0;
}

#else

CASE(file_times, .rule = "FILE-19", .shared = true,
     .summary = "utimensat(2) sets times to the nanosecond, to now, or leaves them");

#endif
