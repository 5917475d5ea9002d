/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * musl asks for the list of robust locks before it makes one, and hands the
 * error on; a lock in a shared file outlives the process that had it.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <linux/futex.h>
#include <sys/mman.h>
#include <unistd.h>

static struct robust_list_head own;

static int list_of_thread(void *argument)
{
	struct robust_list_head mine = { .list = { &mine.list } };
	struct robust_list_head *got = NULL;
	size_t size = 0;

	(void)argument;
	if (SYS(set_robust_list, &mine, sizeof(mine)) != 0 ||
	    SYS(get_robust_list, 0, &got, &size) != 0)
		return 1;
	SYS(set_robust_list, NULL, sizeof(mine));
	return got == &mine && size == sizeof(mine) ? 0 : 2;
}

/* What a libc's robust lock is to the kernel: a list that leads to a word. */
struct lock {
	struct robust_list link;
	int word;
};

static void hold_and_die(struct lock *lock)
{
	static struct robust_list_head head;

	head.list.next = &lock->link;
	head.futex_offset = offsetof(struct lock, word);
	lock->link.next = &head.list;
	if (SYS(set_robust_list, &head, sizeof(head)) != 0)
		SYS(exit_group, 1);
	lock->word = (int)SYS(gettid);
	SYS(exit_group, 0);
}

int guest_main(void)
{
	struct robust_list_head *got = NULL;
	struct robust_list_head *first = NULL;
	struct guest_thread thread;
	size_t size = 0;

#ifndef GUEST_STATIC
	/* glibc registers one for each thread. */
	EXPECT(SYS(get_robust_list, 0, &first, &size), ==, 0);
	EXPECT_ROW("the libc's own list", first != NULL, ==, true);
	EXPECT_ROW("its size", size, ==, sizeof(own));
#endif
	own.list.next = &own.list;
	EXPECT(SYS(set_robust_list, &own, 23), ==, -EINVAL);
	EXPECT(SYS(set_robust_list, MUTATE(&own, NULL), sizeof(own)), ==, 0);
	EXPECT(SYS(get_robust_list, 0, &got, &size), ==, 0);
	EXPECT_ROW("the list that was set", got == &own, ==, true);
	EXPECT_ROW("its size", size, ==, (size_t)24);
	got = NULL;
	EXPECT(SYS(get_robust_list, gettid(), &got, &size), ==, 0);
	EXPECT_ROW("the list by the thread's number", got == &own, ==, true);
	EXPECT(SYS(get_robust_list, 0x3fffff00, &got, &size), ==, -ESRCH);
	MUST(thread_start, &thread, list_of_thread, NULL);
	EXPECT_ROW("a thread has its own", thread_join(&thread), ==, 0);
	EXPECT(SYS(get_robust_list, 0, &got, &size), ==, 0);
	EXPECT_ROW("and this one keeps its", got == &own, ==, true);
	SYS(set_robust_list, first, sizeof(own));

	const int fd = MUST(memfd_create, "lock", 0);

	MUST(ftruncate, fd, 65536);

	struct lock *lock = MUST(mmap, NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	const int pid = MUST(fork);

	if (pid == 0)
		hold_and_die(mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
	EXPECT(guest_wait(pid), ==, 0);
	EXPECT_ROW("the lock says that its owner died", lock->word & FUTEX_OWNER_DIED, ==,
		   FUTEX_OWNER_DIED);
	return 0;
}

#else

CASE(robust_list_asked, .rule = "THREAD-41", .shared = true,
     .summary = "get_robust_list(2) gives each thread's list, and the kernel walks it when a "
		"process dies",
     .issues = { "https://github.com/Kong/kong/issues/11283",
		 "https://github.com/sonroyaalmerol/steamcmd-arm64/issues/7",
		 "https://gitlab.com/qemu-project/qemu/-/issues/2424",
		 "https://gitlab.com/qemu-project/qemu/-/issues/2446" });

#endif
