/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A robust mutex outlives its owner: when a thread ends or a process is
 * killed, the kernel marks the locks on its list and wakes who waits. Samba's
 * tdb and other shared memory of several processes recover by that.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct lock {
	struct robust_list link;
	unsigned word;
};

struct shared {
	struct robust_list_head head;
	struct lock lock;
};

/* As the owner of the one lock on its list. */
static long own(struct shared *s)
{
	s->head.list.next = &s->lock.link;
	s->head.futex_offset = offsetof(struct lock, word) - offsetof(struct lock, link);
	s->head.list_op_pending = NULL;
	s->lock.link.next = &s->head.list;
	__atomic_store_n(&s->lock.word, (unsigned)gettid(), __ATOMIC_SEQ_CST);
	return syscall(SYS_set_robust_list, &s->head, sizeof(s->head));
}

static int end_as_owner(void *argument)
{
	struct shared *s = argument;
	int error = own(s) < 0 ? errno : 0;

	MUTATE(, s->head.list.next = &s->head.list);
	__atomic_or_fetch(&s->lock.word, FUTEX_WAITERS, __ATOMIC_SEQ_CST);
	return error;
}

static int end_unlisted(void *argument)
{
	struct shared *s = argument;

	s->lock.word = (unsigned)gettid();
	return 0;
}

/* Waits while the word is `held`; woken, or already marked: never until the
 * limit. */
static bool wait_for_mark(struct shared *s, unsigned held)
{
	const struct timespec limit = { 12, 0 };

	return syscall(SYS_futex, &s->lock.word, (long)FUTEX_WAIT, (long)held, &limit) == 0 ||
	       errno == EAGAIN;
}

static void check_process(struct shared *s)
{
	int ready[2];
	char byte = 0;

	MUST(pipe, ready);
	int pid = MUST(fork);

	if (pid == 0) {
		EXPECT(own(s), ==, 0);
		guest_write_all(ready[1], &byte, 1);
		for (;;)
			poll(NULL, 0, -1);
	}
	close(ready[1]);
	EXPECT(read(ready[0], &byte, 1), ==, 1);

	unsigned held = __atomic_or_fetch(&s->lock.word, FUTEX_WAITERS, __ATOMIC_SEQ_CST);

	EXPECT(held & FUTEX_TID_MASK, ==, (unsigned)pid);
	MUST(kill, pid, SIGKILL);
	EXPECT_ROW("a process's death wakes the waiter", wait_for_mark(s, held), ==, true);
	guest_wait(pid);
	EXPECT_ROW("a process's death marks its lock", s->lock.word, ==,
		   FUTEX_OWNER_DIED | FUTEX_WAITERS);
}

int guest_main(void)
{
	struct shared *s = MUST(mmap, NULL, GUEST_PAGE, PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct guest_thread thread;

	MUST(thread_start, &thread, end_as_owner, s);

	int error = thread_join(&thread);

	REFUSE_IF(error == ENOSYS, "set_robust_list: ENOSYS");
	EXPECT_ROW("set_robust_list(2) succeeds", error, ==, 0);
	unsigned word = __atomic_load_n(&s->lock.word, __ATOMIC_SEQ_CST);

	if (!(word & FUTEX_OWNER_DIED))
		wait_for_mark(s, word);
	EXPECT_ROW("a thread's end marks its lock", s->lock.word, ==,
		   FUTEX_OWNER_DIED | FUTEX_WAITERS);

	/* Control: nobody marks a lock that is on no list. */
	MUST(thread_start, &thread, end_unlisted, s);
	thread_join(&thread);
	EXPECT(s->lock.word & FUTEX_OWNER_DIED, ==, 0U);

	check_process(s);
	EXPECT_ERROR(syscall(SYS_set_robust_list, &s->head, 1L), EINVAL);
	return 0;
}

#else

CASE(robust_list_death, .rule = "THREAD-5", .shared = true,
     .summary = "the death of a thread or process marks the robust locks that it held");

#endif
