/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The least flags with which a thread may start. glibc gives nine; Go before and
 * after 1.9, Java's and language runtimes' own threads give fewer.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <linux/futex.h>
#include <linux/sched.h>
#include <sys/mman.h>
#include <unistd.h>

enum { STACK = 65536 };

static volatile int thread_id, process_id;
static int cleared;

/* In the new thread, whose thread pointer may be another's: no libc here. */
__attribute__((noinline, used)) static void in_thread(void)
{
	thread_id = (int)SYS(gettid);
	process_id = (int)SYS(getpid);
}

#ifdef __x86_64__
static long start(unsigned long flags, char *top, int *parent_tid, int *child_tid)
{
	long result = SYS_clone;
	register long r10 __asm__("r10") = (long)child_tid;
	register long r8 __asm__("r8") = 0;

	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "xor %%ebp, %%ebp\n\t"
			 "call %P[run]\n\t"
			 "mov %[exit], %%eax\n\t"
			 "xor %%edi, %%edi\n\t"
			 "syscall\n\t"
			 "hlt\n"
			 "1:"
			 : "+a"(result), "+r"(r10), "+r"(r8)
			 : "D"(flags), "S"(top),
			   "d"(parent_tid), [exit] "i"(SYS_exit), [run] "i"(in_thread)
			 : "rcx", "r11", "memory", "cc");
	return result;
}
#endif

int guest_main(void)
{
	/* CLONE_CHILD_CLEARTID comes with each: it tells when the thread is gone. */
	static const struct {
		const char *what;
		unsigned long flags;
	} rows[] = {
		{ "as glibc does without a thread pointer",
		  CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
			  CLONE_SYSVSEM | CLONE_PARENT_SETTID },
		{ "as Go since 1.9 does", CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND |
						  CLONE_THREAD | CLONE_SYSVSEM },
		{ "as Go before did",
		  CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD },
		{ "with descriptors of its own",
		  CLONE_VM | CLONE_FS | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM },
		{ "with a working directory of its own",
		  CLONE_VM | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM },
		{ "with an I/O context that is shared", CLONE_VM | CLONE_FS | CLONE_FILES |
								CLONE_SIGHAND | CLONE_THREAD |
								CLONE_SYSVSEM | CLONE_IO },
		{ "with flags that mean nothing",
		  CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
			  CLONE_SYSVSEM | CLONE_DETACHED | CLONE_UNTRACED },
		{ "with the least there may be", CLONE_VM | CLONE_SIGHAND | CLONE_THREAD },
	};
	static const struct {
		const char *what;
		unsigned long flags;
	} refused[] = {
		{ "CLONE_THREAD without CLONE_SIGHAND", CLONE_VM | CLONE_THREAD },
		{ "CLONE_SIGHAND without CLONE_VM", CLONE_SIGHAND | CLONE_THREAD },
		{ "CLONE_SIGHAND alone", CLONE_SIGHAND },
		{ "CLONE_FS with CLONE_NEWNS", CLONE_FS | CLONE_NEWNS },
	};
	char *stack = MUST(mmap, NULL, STACK, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int parent_tid = 0;

#ifdef __x86_64__
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct timespec {
			long s, ns;
		} limit = { 5, 0 };
		long waited = 0;

		thread_id = process_id = 0;
		__atomic_store_n(&cleared, 1, __ATOMIC_SEQ_CST);

		const long id = start(rows[i].flags | CLONE_CHILD_CLEARTID, stack + STACK - 64,
				      &parent_tid, &cleared);

		if (!EXPECT_ROW(rows[i].what, id, >, 0L))
			continue;
		while (__atomic_load_n(&cleared, __ATOMIC_SEQ_CST) == 1 && waited != -ETIMEDOUT)
			waited = SYS(futex, &cleared, FUTEX_WAIT, 1, &limit);
		if (!EXPECT_ROW(rows[i].what, waited != -ETIMEDOUT, ==, true))
			return 1;
		EXPECT_ROW(rows[i].what, thread_id, ==, MUTATE((int)id, 0));
		EXPECT_ROW(rows[i].what, process_id, ==, getpid());
		if (rows[i].flags & CLONE_PARENT_SETTID)
			EXPECT_ROW("CLONE_PARENT_SETTID", parent_tid, ==, (int)id);
	}
#else
	(void)rows;
	(void)parent_tid;
#endif
	for (size_t i = 0; i < COUNT(refused); i++)
		EXPECT_ROW(refused[i].what,
			   SYS(clone, refused[i].flags, stack + STACK - 64, 0, 0, 0), ==,
			   (long)-EINVAL);
	return 0;
}

#else

CASE(thread_flag_sets, .rule = "THREAD-40", .shared = true, .x86_64_only = true,
     .summary = "clone(2) starts a thread with every set of flags that Linux accepts",
     .issues = { "https://github.com/docker/for-mac/issues/5540",
		 "https://github.com/ClickHouse/ClickHouse/issues/34015" });

#endif
