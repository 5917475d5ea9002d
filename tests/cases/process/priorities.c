/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Priorities and scheduling policies: of a process, a group, a user; by the old
 * calls and by sched_setattr(2), whose structure has a size.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <linux/ioprio.h>
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct kernel_sched_param {
	int priority;
};

static void check_nice(void)
{
	/* The system call gives 20 - nice, so that it is never negative. */
	EXPECT(SYS(getpriority, PRIO_PROCESS, 0), ==, 20);
	EXPECT(SYS(setpriority, PRIO_PROCESS, 0, MUTATE(5, 6)), ==, 0);
	EXPECT(SYS(getpriority, PRIO_PROCESS, 0), ==, 15);
#ifndef GUEST_STATIC
	EXPECT(getpriority(PRIO_PROCESS, 0), ==, 5);
#endif
	EXPECT(SYS(getpriority, PRIO_PROCESS, getpid()), ==, 15);
	EXPECT(SYS(setpriority, PRIO_PROCESS, 0, 100), ==, 0);
	EXPECT(SYS(getpriority, PRIO_PROCESS, 0), ==, 1);
	EXPECT(SYS(setpriority, PRIO_PROCESS, 0, -5) < 0 ||
		       SYS(getpriority, PRIO_PROCESS, 0) == 25,
	       ==, true);
	EXPECT(SYS(getpriority, PRIO_PROCESS, 0x3fffff00), ==, -ESRCH);
	EXPECT(SYS(getpriority, 7, 0), ==, -EINVAL);
	EXPECT(SYS(getpriority, PRIO_PGRP, 0), >, 0);
	EXPECT(SYS(getpriority, PRIO_USER, 54321), ==, -ESRCH);
	EXPECT(SYS(setpriority, PRIO_PGRP, 0x3fffff00, 3), ==, -ESRCH);
	EXPECT(SYS(setpriority, PRIO_USER, 54321, 3), ==, -ESRCH);
}

static void check_policies(void)
{
	struct kernel_sched_param param = { 77 };
	struct timespec interval = { -1, -1 };
	struct sched_attr attr = { .size = 0 };

	EXPECT(SYS(sched_getscheduler, 0), ==, SCHED_NORMAL);
	EXPECT(SYS(sched_getparam, 0, &param), ==, 0);
	EXPECT_ROW("the priority of SCHED_NORMAL", param.priority, ==, 0);
	EXPECT(SYS(sched_setscheduler, 0, SCHED_BATCH, &param), ==, 0);
	EXPECT(SYS(sched_getscheduler, 0), ==, MUTATE(SCHED_BATCH, SCHED_NORMAL));
	EXPECT(SYS(sched_setparam, 0, &param), ==, 0);
	param.priority = 3;
	EXPECT(SYS(sched_setparam, 0, &param), ==, -EINVAL);
	EXPECT(SYS(sched_setscheduler, 0, SCHED_NORMAL, &param), ==, -EINVAL);
	EXPECT(SYS(sched_setscheduler, 0, 77, &param), ==, -EINVAL);
	param.priority = 0;
	EXPECT(SYS(sched_setscheduler, 0, SCHED_BATCH | SCHED_RESET_ON_FORK, &param), ==, 0);
	EXPECT(SYS(sched_getscheduler, 0), ==, SCHED_BATCH | SCHED_RESET_ON_FORK);

	const int pid = MUST(fork);

	if (pid == 0)
		_exit(SYS(sched_getscheduler, 0) == SCHED_BATCH ? 41 : 1);
	EXPECT_ROW("SCHED_RESET_ON_FORK is not handed on", guest_wait(pid), ==, 41 << 8);
	EXPECT(SYS(sched_get_priority_max, SCHED_FIFO), ==, 99);
	EXPECT(SYS(sched_get_priority_min, SCHED_RR), ==, 1);
	EXPECT(SYS(sched_get_priority_max, SCHED_NORMAL), ==, 0);
	EXPECT(SYS(sched_get_priority_min, 77), ==, -EINVAL);
	EXPECT(SYS(sched_rr_get_interval, 0, &interval), ==, 0);
	EXPECT_ROW("an interval",
		   interval.tv_sec == 0 && (unsigned long)interval.tv_nsec < 1000000000, ==,
		   true);
	EXPECT(SYS(sched_getscheduler, 0x3fffff00), ==, -ESRCH);
	EXPECT(SYS(sched_getparam, 0, NULL), ==, -EINVAL);

	EXPECT(SYS(sched_getattr, 0, &attr, sizeof(attr), 0), ==, 0);
	EXPECT_ROW("sched_getattr: size", attr.size, ==, (__u32)sizeof(attr));
	EXPECT_ROW("sched_getattr: policy", attr.sched_policy, ==, (__u32)SCHED_BATCH);
	EXPECT_ROW("sched_getattr: flags", attr.sched_flags & SCHED_FLAG_RESET_ON_FORK, ==,
		   (__u64)SCHED_FLAG_RESET_ON_FORK);
	attr = (struct sched_attr){ .size = sizeof(attr), .sched_policy = SCHED_IDLE };
	attr.sched_nice = 7;
	EXPECT(SYS(sched_setattr, 0, &attr, 0), <=, 0);
	attr.sched_policy = SCHED_BATCH;
	attr.sched_nice = 19;
	attr.sched_flags = SCHED_FLAG_KEEP_POLICY | SCHED_FLAG_KEEP_PARAMS;
	EXPECT(SYS(sched_setattr, 0, &attr, 0), ==, 0);
	attr.sched_flags = 1UL << 60;
	EXPECT(SYS(sched_setattr, 0, &attr, 0), ==, -EINVAL);
	attr = (struct sched_attr){ .size = 4096, .sched_policy = SCHED_BATCH };
	EXPECT(SYS(sched_setattr, 0, &attr, 1), ==, -EINVAL);
	EXPECT(SYS(sched_getattr, 0, &attr, 8, 0), ==, -EINVAL);

	param.priority = 0;
	EXPECT(SYS(sched_setscheduler, 0, SCHED_IDLE | SCHED_RESET_ON_FORK, &param), ==, 0);
	EXPECT(SYS(sched_getscheduler, 0), ==, SCHED_IDLE | SCHED_RESET_ON_FORK);
}

static void check_io(void)
{
	const long idle = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0);
	const long fourth = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4);

	EXPECT(SYS(ioprio_set, IOPRIO_WHO_PROCESS, 0, fourth), ==, 0);
	EXPECT(SYS(ioprio_get, IOPRIO_WHO_PROCESS, 0), ==, fourth);
	EXPECT(SYS(ioprio_set, IOPRIO_WHO_PROCESS, 0, idle), ==, 0);
	EXPECT(SYS(ioprio_get, IOPRIO_WHO_PROCESS, getpid()), ==, idle);
	EXPECT(SYS(ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 0)),
	       ==, 0);
	EXPECT(SYS(ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(7, 0)), ==, -EINVAL);
	EXPECT(SYS(ioprio_get, IOPRIO_WHO_PROCESS, 0x3fffff00), ==, -ESRCH);
	EXPECT(SYS(ioprio_get, IOPRIO_WHO_PGRP, 0x3fffff00), ==, -ESRCH);
	EXPECT(SYS(ioprio_get, IOPRIO_WHO_USER, 54321), ==, -ESRCH);
	EXPECT(SYS(ioprio_get, 9, 0), ==, -EINVAL);
}

int guest_main(void)
{
	check_nice();
	check_io();
	/* Last: the flag to reset on a fork can't be taken back. */
	check_policies();
	return 0;
}

#else

CASE(priorities, .rule = "PROC-41", .shared = true,
     .summary = "priorities and scheduling policies of programs and of their input and output "
		"are set "
		"and told");

#endif
