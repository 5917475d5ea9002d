/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Build tools, databases and time(1) read what a process and its children
 * used, and how large the machine is. */
#include "case.h"

#ifdef GUEST

#include <elf.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LARGE = 16 << 20, BUSY_MS = 60 };

static long large = LARGE;

static long ms_of(struct timeval time)
{
	return time.tv_sec * 1000 + time.tv_usec / 1000;
}

static void work(void)
{
	struct timespec now;
	char *memory = MUST(mmap, NULL, (size_t)large, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	/* One fault a page: a transparent huge page is one for many. A kernel that
	 * has none says EINVAL. */
	madvise(memory, (size_t)large, MADV_NOHUGEPAGE);
	for (long at = 0; at < large; at += 4096)
		memory[at] = 1;
	do {
		for (volatile int i = 0; i < 1000; i++)
			;
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	} while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < BUSY_MS);
}

/*
 * Since Linux 6.2 each CPU counts pages for itself up to a batch, of 32 or two for
 * each CPU (lib/percpu_counter.c), before all are told; before, each thread did
 * up to 64. So half of what was used must show if that is eight batches. The
 * machine's pages may have 64 KiB.
 */
static void make_countable(void)
{
	const long page = (long)guest_aux(AT_PAGESZ);
	char list[256];
	long last = 0;

	/* As "0-3,8-11": the last number is the largest. */
	guest_read_file("/sys/devices/system/cpu/online", list, sizeof(list));
	for (const char *at = list; *at; at++)
		if (*at >= '0' && *at <= '9')
			last = 10 * last + *at - '0';
		else if (*at != '\n')
			last = 0;
	if (16L * (last + 1) * page > large)
		large = 16L * (last + 1) * page;
}

int guest_main(void)
{
	struct rusage child = { 0 };
	struct rusage children = { 0 };
	struct tms before = { 0 };
	struct tms after = { 0 };
	struct sysinfo info = { 0 };

	make_countable();
	EXPECT(times(&before), >, 0);

	int pid = MUST(fork);

	if (pid == 0) {
		MUTATE(work();, (void)work;)
		_exit(6);
	}

	int status = 0;

	EXPECT(wait4(pid, &status, 0, &child), ==, pid);
	EXPECT(status, ==, 6 << 8);
	EXPECT_ROW("wait4 tells the child's processor time",
		   ms_of(child.ru_utime) + ms_of(child.ru_stime) >= BUSY_MS - 20, ==, true);
	EXPECT_ROW("wait4 tells the child's largest size in KiB",
		   child.ru_maxrss >= large / 1024 / 2, ==, true);
	EXPECT_ROW("wait4 tells the child's page faults", child.ru_minflt > 100, ==, true);
	EXPECT(getrusage(RUSAGE_CHILDREN, &children), ==, 0);
	EXPECT(ms_of(children.ru_utime), ==, ms_of(child.ru_utime));
	EXPECT(children.ru_maxrss, ==, child.ru_maxrss);
	EXPECT(times(&after), >, 0);
	/* In hundredths of a second, whatever the kernel's own tick is. */
	EXPECT_ROW("times(2) counts the children's time",
		   after.tms_cutime + after.tms_cstime - before.tms_cutime -
				   before.tms_cstime >=
			   (BUSY_MS - 20) / 10,
		   ==, true);
	EXPECT_ERROR(getrusage(5, &child), EINVAL);

	struct timespec up;
	struct timespec later;

	MUST(clock_gettime, CLOCK_BOOTTIME, &up);
	EXPECT(sysinfo(&info), ==, 0);
	MUST(clock_gettime, CLOCK_BOOTTIME, &later);
	EXPECT_ROW("the machine has memory", info.totalram * info.mem_unit >= 64UL << 20, ==,
		   true);
	EXPECT_ROW("not all of it is free", info.freeram < info.totalram, ==, true);
	EXPECT_ROW("processes run", info.procs >= 1, ==, true);

	/* It rounds up. */
	EXPECT_ROW("sysinfo's uptime is that of CLOCK_BOOTTIME",
		   info.uptime >= up.tv_sec && info.uptime <= later.tv_sec + 1, ==, true);
	return 0;
}

#else

CASE(resource_usage, .rule = "PROC-16",
     .summary = "wait4, getrusage, times and sysinfo tell what was used, in their own layouts");

#endif
