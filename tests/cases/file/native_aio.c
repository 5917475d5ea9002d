/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Linux's own asynchronous I/O: nginx, MariaDB, Oracle and Sybase submit reads
 * and collect their results.
 */
#include "case.h"

#ifdef GUEST

#include <linux/aio_abi.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int guest_main(void)
{
	aio_context_t context = 0;
	int fd = MUST(memfd_create, "aio", 0);
	char text[2][8] = { "", "" };
	struct io_event events[4];
	struct iocb reads[2];
	struct iocb *list[2] = { &reads[0], &reads[1] };
	long r = syscall(SYS_io_setup, 4L, &context);

	REFUSE_IF(r < 0 && errno == ENOSYS, "io_setup: ENOSYS");
	if (!EXPECT(r, ==, 0L))
		return 1;
	EXPECT_ROW("the context", context != 0, ==, true);
	MUST(guest_write_all, fd, "0123456789", 10);
	memset(reads, 0, sizeof(reads));
	for (unsigned i = 0; i < 2; i++) {
		reads[i].aio_lio_opcode = IOCB_CMD_PREAD;
		reads[i].aio_fildes = (unsigned)fd;
		reads[i].aio_buf = (uintptr_t)text[i];
		reads[i].aio_nbytes = i ? 7 : 4;
		reads[i].aio_offset = i ? MUTATE(5, 2) : 2;
		reads[i].aio_data = 0x1234567800 + i;
	}
	EXPECT(syscall(SYS_io_submit, context, 2L, list), ==, 2L);

	long got = 0;

	while (got < 2) {
		r = syscall(SYS_io_getevents, context, 1L, 4L, events + got, NULL);
		if (!EXPECT_ROW("io_getevents gives results", r > 0, ==, true))
			return 1;
		got += r;
	}
	EXPECT(got, ==, 2L);
	for (int i = 0; i < 2; i++) {
		unsigned which = (unsigned)events[i].data & 1;

		EXPECT_ROW("a result's data", events[i].data, ==, 0x1234567800ULL + which);
		EXPECT_ROW("a result's request", events[i].obj, ==, (uintptr_t)&reads[which]);
		EXPECT_ROW("a result's count", events[i].res, ==, which ? 5LL : 4LL);
	}
	EXPECT_STR(text[0], "2345");
	EXPECT_STR(text[1], "56789");
	reads[0].aio_fildes = 999;
	EXPECT_ERROR(syscall(SYS_io_submit, context, 1L, list), EBADF);
	EXPECT(syscall(SYS_io_destroy, context), ==, 0L);
	EXPECT_ERROR(syscall(SYS_io_destroy, context), EINVAL);
	return 0;
}

#else

CASE(native_aio, .rule = "FILE-13", .needs = NEEDS_AIO, .shared = true,
     .summary = "io_setup(2) and io_submit(2) do asynchronous reads, or are refused",
     .issues = { "https://github.com/mlrun/mlrun/issues/9161",
		 "https://github.com/docker/for-mac/issues/6396" });

#endif
