/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Databases and older services talk by message queues: System V's choose by
 * type, those of POSIX by priority. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <mqueue.h>
#include <string.h>
#include <sys/msg.h>
#include <time.h>
#include <unistd.h>

struct message {
	long type;
	char text[16];
};

static void system_v(void)
{
	const struct message three = { 3, "three" };
	const struct message one = { 1, "one" };
	struct message got = { 0 };
	struct msqid_ds state;
	const long id = SYS(msgget, IPC_PRIVATE, IPC_CREAT | 0600);

	REFUSE_IF(id == -ENOSYS, "msgget: ENOSYS");
	if (!EXPECT_ROW("msgget makes a queue", id >= 0, ==, true))
		return;

	int pid = MUST(fork);

	if (pid == 0) {
		SYS(msgsnd, id, &three, 6, 0);
		SYS(msgsnd, id, &one, 4, 0);
		_exit(0);
	}
	guest_wait(pid);
	memset(&state, 0, sizeof(state));
	EXPECT(SYS(msgctl, id, IPC_STAT, &state), ==, 0);
	EXPECT(state.msg_qnum, ==, 2UL);
	EXPECT_ROW("the last sender is the child", state.msg_lspid, ==, pid);
	EXPECT(state.msg_perm.mode & 0777, ==, 0600);
	/* By type, not in the order they came. */
	EXPECT(SYS(msgrcv, id, &got, 16, MUTATE(1, 3), 0), ==, 4);
	EXPECT(got.type, ==, 1L);
	EXPECT_STR(got.text, "one");
	EXPECT(SYS(msgrcv, id, &got, 2, 0, 0), ==, -E2BIG);
	EXPECT(SYS(msgrcv, id, &got, 2, 0, MSG_NOERROR), ==, 2);
	EXPECT(got.type, ==, 3L);
	EXPECT(SYS(msgrcv, id, &got, 16, 0, IPC_NOWAIT), ==, -ENOMSG);
	EXPECT(SYS(msgctl, id, IPC_RMID, 0), ==, 0);
}

static void posix(void)
{
	/* The system call wants the name without the slash that mq_open(3) asks
	 * for; every libc passes the rest of the string. */
	static const char path[] = "/conformance";
	const char *const name = path + 1;
	const struct mq_attr wanted = { .mq_maxmsg = 4, .mq_msgsize = 32 };
	struct mq_attr attributes = { 0 };
	char text[32] = "";
	unsigned priority = 0;
	const long queue = SYS(mq_open, name, O_RDWR | O_CREAT | O_CLOEXEC, 0600, &wanted);

	REFUSE_IF(queue == -ENOSYS, "mq_open: ENOSYS");
	if (!EXPECT_ROW("mq_open makes a queue", queue >= 0, ==, true))
		return;
	EXPECT(SYS(mq_timedsend, queue, "low", 4, 1, NULL), ==, 0);
	EXPECT(SYS(mq_timedsend, queue, "high", 5, 9, NULL), ==, 0);
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
}

int guest_main(void)
{
	system_v();
	posix();
	return 0;
}

#else

CASE(message_queues, .rule = "PROC-17",
     .summary = "System V message queues choose by type, POSIX ones by priority",
     .issues = { "https://github.com/gvenzl/oci-oracle-xe/issues/175" }, .seconds = 8);

#endif
