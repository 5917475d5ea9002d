/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Wayland, systemd and container runtimes pass memory that nobody may change
 * any more; the receiver relies on the seals. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sys/mman.h>

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	int fd = MUST(memfd_create, "sealed", MFD_ALLOW_SEALING | MFD_CLOEXEC);

	MUST(ftruncate, fd, (off_t)page);

	void *map = MUST(mmap, NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	EXPECT(fcntl(fd, F_GET_SEALS), ==, 0);
	EXPECT_ERROR(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EBUSY);
	MUST(munmap, map, page);
	MUTATE(EXPECT(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK), ==, 0);, )
	EXPECT_ERROR(ftruncate(fd, 0), EPERM);
	EXPECT(ftruncate(fd, 2 * (off_t)page), ==, 0);
	EXPECT(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_WRITE), ==, 0);
	EXPECT_ERROR(ftruncate(fd, 3 * (off_t)page), EPERM);
	EXPECT_ERROR(write(fd, "x", 1), EPERM);
	EXPECT_ERROR(mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), EPERM);
	EXPECT_ROW("sealed memory can be mapped to be read",
		   mmap(NULL, page, PROT_READ, MAP_PRIVATE, fd, 0) != MAP_FAILED, ==, true);
	/* Linux before 6.7 refuses it: it could become writable. */
	NOTE("shared, to be read", "%s",
	     mmap(NULL, page, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED ? "refused"
									  : "granted");
	EXPECT(fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL), ==, 0);
	EXPECT(fcntl(fd, F_GET_SEALS), ==,
	       F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
	EXPECT_ERROR(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EPERM);

	/* Without the flag nothing can be sealed, and other files never. */
	fd = MUST(memfd_create, "open", MFD_CLOEXEC);
	EXPECT(fcntl(fd, F_GET_SEALS), ==, F_SEAL_SEAL);
	fd = MUST(open, "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	EXPECT_ERROR(fcntl(fd, F_GET_SEALS), EINVAL);
	return 0;
}

#else

CASE(memfd_seals, .rule = "FILE-21", .needs = NEEDS_MEMFD_EXEC, .shared = true,
     .summary = "a sealed memfd refuses what its seals forbid");

#endif
