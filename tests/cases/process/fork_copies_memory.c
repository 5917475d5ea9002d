/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * fork(2): memory is copied, open files are shared with their positions, and
 * ids, locks and timers are the child's own.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

static int data = 1;

int guest_main(void)
{
	const struct itimerval hour = { { 0, 0 }, { 3600, 0 } };
	const int kind = MUTATE(MAP_PRIVATE, MAP_SHARED) | MAP_ANONYMOUS;
	char *heap = MUST(mmap, NULL, GUEST_PAGE, PROT_READ | PROT_WRITE, kind, -1, 0);
	int fd = MUST(memfd_create, "shared-position", 0);
	volatile int local = 2;
	int parent = getpid();
	int go[2];
	char byte;

	heap[0] = 'p';
	MUST(guest_write_all, fd, "0123456789", 10);
	MUST(lseek, fd, 2, SEEK_SET);
	MUST(setitimer, ITIMER_REAL, &hour, NULL);
	MUST(pipe, go);

	int pid = MUST(fork);

	if (pid == 0) {
		struct itimerval left;

		EXPECT_ROW("the child's parent", getppid(), ==, parent);
		EXPECT_ROW("the child's own id", getpid() != parent && gettid() == getpid(), ==,
			   true);
		MUST(read, go[0], &byte, 1);
		EXPECT_ROW("the parent's later change", data, ==, 1);
		EXPECT_ROW("the parent's earlier change", heap[0], ==, 'p');
		data = 10;
		local = 20;
		heap[0] = 'c';
		EXPECT_ROW("the file's position", read(fd, &byte, 1), ==, 1L);
		EXPECT_ROW("the byte there", byte, ==, '2');
		MUST(getitimer, ITIMER_REAL, &left);
		EXPECT_ROW("no timer is inherited", left.it_value.tv_sec, ==, 0);
		_exit(data + local);
	}
	data = 5;
	MUST(write, go[1], "x", 1);
	EXPECT_ROW("the child's exit status", guest_wait(pid) >> 8, ==, 30);
	EXPECT_ROW("static data after the child's change", data, ==, 5);
	EXPECT_ROW("the stack after the child's change", local, ==, 2);
	EXPECT_ROW("a mapping after the child's change", heap[0], ==, 'p');
	EXPECT_ROW("the child's read moved the position", lseek(fd, 0, SEEK_CUR), ==, 3);
	return 0;
}

#else

CASE(fork_copies_memory, .rule = "PROC-1",
     .summary = "fork(2) copies memory and shares open files", .shared = true);

#endif
