/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Databases share buffers and locks between processes: PostgreSQL's and
 * Oracle's live in one mapping that all of them inherit or open.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ROUNDS = 500, BOTH = PROT_READ | PROT_WRITE };

static int *map_file(int fd)
{
	const int kind = MUTATE(MAP_SHARED, MAP_PRIVATE);

	return MUST(mmap, NULL, GUEST_PAGE, BOTH, kind, fd, 0);
}

static void add(int *word)
{
	for (int i = 0; i < ROUNDS; i++)
		__atomic_add_fetch(word, 1, __ATOMIC_SEQ_CST);
}

int guest_main(void)
{
	int memory = MUST(memfd_create, "shared", 0);
	int file = MUST(open, "/dev/shm/conformance", O_RDWR | O_CREAT | O_EXCL, 0600);

	MUST(ftruncate, memory, (off_t)GUEST_PAGE);
	MUST(ftruncate, file, (off_t)GUEST_PAGE);

	int *shared = MUST(mmap, NULL, GUEST_PAGE, BOTH, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int *private = MUST(mmap, NULL, GUEST_PAGE, BOTH, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int *first = map_file(memory);
	int *second = map_file(memory);
	int *by_file = map_file(file);

	EXPECT((void *)first, !=, (void *)second);
	*first = 5;
	EXPECT_ROW("two mappings of one memfd show the same", *second, ==, 5);

	int pid = MUST(fork);

	if (pid == 0) {
		int *own = map_file(MUST(open, "/dev/shm/conformance", O_RDWR));

		/* Waits for the parent's word, which only shared memory brings. */
		while (__atomic_load_n(&shared[1], __ATOMIC_SEQ_CST) == 0)
			SYS(futex, &shared[1], FUTEX_WAIT, 0, NULL);
		*private = 7;
		*second = 9;
		add(shared);
		add(own);
		_exit(0);
	}
	__atomic_store_n(&shared[1], 1, __ATOMIC_SEQ_CST);
	SYS(futex, &shared[1], FUTEX_WAKE, 1);
	add(shared);
	add(by_file);
	EXPECT_ROW("the child's status", guest_wait(pid), ==, 0);
	EXPECT_ROW("what both added to anonymous memory", *shared, ==, 2 * ROUNDS);
	EXPECT_ROW("what both added to a file of /dev/shm", *by_file, ==, 2 * ROUNDS);
	EXPECT_ROW("what the child wrote to a memfd", *first, ==, 9);
	EXPECT_ROW("what it wrote to private memory", *private, ==, 0);

	int value = 0;

	EXPECT(pread64(memory, &value, sizeof(value), 0), ==, 4);
	EXPECT_ROW("what the file holds", value, ==, 9);
	EXPECT(unlink("/dev/shm/conformance"), ==, 0);
	return 0;
}

#else

CASE(memory_shared_by_fork, .rule = "MEM-9", .shared = true,
     .summary = "shared mappings show every process the same memory, private ones don't",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4765" });

#endif
