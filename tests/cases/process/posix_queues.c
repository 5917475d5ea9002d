/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* POSIX message queues hand out the most urgent message first: control systems
 * and some job queues stand on them. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <mqueue.h>
#include <time.h>

int guest_main(void)
{
	/* The system call wants the name without the slash that mq_open(3) asks
	 * for; every libc passes the rest of the string. */
	static const char path[] = "/conformance";
	const char *const name = path + 1;
	const struct mq_attr wanted = { .mq_maxmsg = 4, .mq_msgsize = 32 };
	struct mq_attr attributes = { 0 };
	char text[32] = "";
	unsigned priority = 0;
	const unsigned urgent = MUTATE(9, 0);
	const long queue = SYS(mq_open, name, O_RDWR | O_CREAT | O_CLOEXEC, 0600, &wanted);

	REFUSE_IF(queue == -ENOSYS, "mq_open: ENOSYS");
	if (!EXPECT_ROW("mq_open makes a queue", queue >= 0, ==, true))
		return 0;
	EXPECT(SYS(mq_timedsend, queue, "low", 4, 1, NULL), ==, 0);
	EXPECT(SYS(mq_timedsend, queue, "high", 5, urgent, NULL), ==, 0);
	EXPECT(SYS(mq_getsetattr, queue, NULL, &attributes), ==, 0);
	EXPECT(attributes.mq_curmsgs, ==, 2L);
	EXPECT(attributes.mq_msgsize, ==, 32L);
	EXPECT(SYS(mq_timedreceive, queue, text, sizeof(text), &priority, NULL), ==, 5);
	EXPECT_STR(text, "high");
	EXPECT(priority, ==, 9U);
	EXPECT(SYS(mq_timedreceive, queue, text, 8, &priority, NULL), ==, -EMSGSIZE);
	EXPECT(SYS(mq_timedreceive, queue, text, sizeof(text), &priority, NULL), ==, 4);
	EXPECT(priority, ==, 1U);

	/* A time that has passed. */
	const struct timespec past = { 1, 0 };

	EXPECT(SYS(mq_timedreceive, queue, text, sizeof(text), &priority, &past), ==,
	       -ETIMEDOUT);
	EXPECT(SYS(mq_unlink, name), ==, 0);
	return 0;
}

#else

CASE(posix_queues, .rule = "PROC-17", .needs = NEEDS_POSIX_QUEUES, .shared = true,
     .summary = "POSIX message queues choose by priority and end their waits in time",
     .seconds = 8);

#endif
