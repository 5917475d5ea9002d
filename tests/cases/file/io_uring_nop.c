/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * io_uring (libuv, tokio-uring, MariaDB, PostgreSQL): requests and results
 * pass through shared memory. Container engines forbid it by EPERM, and
 * programs then do without; anything else must work.
 */
#include "case.h"

#ifdef GUEST

#include <linux/io_uring.h>
#include <sys/mman.h>
#include <unistd.h>

static unsigned char *map(int fd, size_t size, off_t offset)
{
	return MUST(mmap, NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd,
		    offset);
}

int guest_main(void)
{
	struct io_uring_params p = { .flags = 0 };
	int fd = (int)syscall(SYS_io_uring_setup, 4L, &p);

	REFUSE_IF(fd < 0 && errno == ENOSYS, "io_uring_setup: ENOSYS");
	REFUSE_IF(fd < 0 && errno == EPERM, "io_uring_setup: EPERM");
	if (!EXPECT(fd, >=, 0))
		return 1;
	EXPECT(p.sq_entries, ==, 4U);
	EXPECT(p.cq_entries, >=, 4U);

	unsigned char *submission =
		map(fd, p.sq_off.array + p.sq_entries * sizeof(unsigned), IORING_OFF_SQ_RING);
	unsigned char *completion =
		map(fd, p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe),
		    IORING_OFF_CQ_RING);
	struct io_uring_sqe *requests =
		(void *)map(fd, p.sq_entries * sizeof(*requests), IORING_OFF_SQES);
	const struct io_uring_cqe *results = (void *)(completion + p.cq_off.cqes);
	unsigned *array = (void *)(submission + p.sq_off.array);
	char text[8] = "";
	int file = MUST(memfd_create, "uring", 0);

	MUST(guest_write_all, file, "content", 7);
	requests[0].opcode = IORING_OP_NOP;
	requests[0].user_data = 0x1234567890;
	requests[1].opcode = IORING_OP_READ;
	requests[1].fd = file;
	requests[1].addr = (uintptr_t)text;
	requests[1].len = 7;
	requests[1].user_data = 0x99;
	array[0] = 0;
	array[1] = MUTATE(1, 0);
	__atomic_store_n((unsigned *)(submission + p.sq_off.tail), 2, __ATOMIC_RELEASE);
	EXPECT(syscall(SYS_io_uring_enter, (long)fd, 2L, 2L, (long)IORING_ENTER_GETEVENTS, NULL,
		       0L),
	       ==, 2L);
	EXPECT_ROW("two results",
		   __atomic_load_n((unsigned *)(completion + p.cq_off.tail), __ATOMIC_ACQUIRE),
		   ==, 2U);
	for (int i = 0; i < 2; i++) {
		bool nop = results[i].user_data == 0x1234567890;

		EXPECT_ROW("a result's mark", nop || results[i].user_data == 0x99, ==, true);
		EXPECT_ROW("a result", results[i].res, ==, nop ? 0 : 7);
	}
	EXPECT_STR(text, "content");
	EXPECT_ERROR(syscall(SYS_io_uring_setup, 0L, &p), EINVAL);
	return 0;
}

#else

CASE(io_uring_nop, .rule = "FILE-14", .needs = NEEDS_IO_URING, .shared = true,
     .summary = "io_uring completes a request, or is refused with ENOSYS or EPERM");

#endif
