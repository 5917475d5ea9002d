/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Databases and older services talk by System V message queues, from which
 * each takes the type that it waits for. */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/msg.h>
#include <unistd.h>

struct message {
	long type;
	char text[16];
};

int guest_main(void)
{
	const struct message three = { 3, "three" };
	const struct message one = { 1, "one" };
	struct message got = { 0 };
	struct msqid_ds state;
	const long wanted = MUTATE(1, 3);
	const int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);

	REFUSE_IF(id == -1 && errno == ENOSYS, "msgget: ENOSYS");
	if (!EXPECT_ROW("msgget makes a queue", id >= 0, ==, true))
		return 0;

	int pid = MUST(fork);

	if (pid == 0) {
		msgsnd(id, &three, 6, 0);
		msgsnd(id, &one, 4, 0);
		_exit(0);
	}
	guest_wait(pid);
	memset(&state, 0, sizeof(state));
	EXPECT(msgctl(id, IPC_STAT, &state), ==, 0);
	EXPECT(state.msg_qnum, ==, 2UL);
	EXPECT_ROW("the last sender is the child", state.msg_lspid, ==, pid);
	EXPECT(state.msg_perm.mode & 0777, ==, 0600);
	/* By type, not in the order they came. */
	EXPECT(msgrcv(id, &got, 16, wanted, 0), ==, 4L);
	EXPECT(got.type, ==, 1L);
	EXPECT_STR(got.text, "one");
	EXPECT_ERROR(msgrcv(id, &got, 2, 0, 0), E2BIG);
	EXPECT(msgrcv(id, &got, 2, 0, MSG_NOERROR), ==, 2L);
	EXPECT(got.type, ==, 3L);
	EXPECT_ERROR(msgrcv(id, &got, 16, 0, IPC_NOWAIT), ENOMSG);
	EXPECT(msgctl(id, IPC_RMID, NULL), ==, 0);
	return 0;
}

#else

CASE(message_queues, .rule = "PROC-17", .needs = NEEDS_SYSTEM_V_IPC, .shared = true,
     .summary = "System V message queues choose by type and tell their state",
     .issues = { "https://github.com/gvenzl/oci-oracle-xe/issues/175" }, .seconds = 8);

#endif
