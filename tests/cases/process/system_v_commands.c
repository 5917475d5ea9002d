/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * System V queues, semaphores and memory: PostgreSQL, Oracle and old servers. The
 * structures differ from architecture to architecture.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

union argument {
	int value;
	struct semid_ds *set;
	unsigned short *all;
	struct seminfo *info;
};

#ifndef MSG_COPY
#define MSG_COPY 040000
#endif
#ifndef SEM_STAT_ANY
#define SEM_STAT_ANY 20
#define MSG_STAT_ANY 13
#define SHM_STAT_ANY 15
#endif

struct message {
	long type;
	char text[32];
};

static void check_semaphores(void)
{
	const int set = (int)SYS(semget, IPC_PRIVATE, 3, IPC_CREAT | IPC_EXCL | 0640);
	unsigned short values[3] = { 5, 70, 300 };
	unsigned short got[3] = { 0 };
	struct semid_ds state;
	struct seminfo info = { .semmsl = -1 };
	struct sembuf take[2] = { { 0, -2, 0 }, { 1, 7, IPC_NOWAIT } };
	struct sembuf undo = { 2, -100, SEM_UNDO };
	struct sembuf wait = { 0, -1000, IPC_NOWAIT };
	const struct timespec brief = { 0, 20000000 };

	if (!EXPECT_ROW("semget", set, >=, 0))
		return;
	EXPECT(SYS(semctl, set, 0, SETALL, values), ==, 0);
	EXPECT(SYS(semctl, set, 1, GETVAL, 0), ==, MUTATE(70, 71));
	EXPECT(SYS(semctl, set, 1, SETVAL, 71), ==, 0);
	EXPECT(SYS(semctl, set, 0, GETALL, got), ==, 0);
	EXPECT_ROW("GETALL", got[0] == 5 && got[1] == 71 && got[2] == 300, ==, true);
	EXPECT(SYS(semop, set, take, 2), ==, 0);
	EXPECT(SYS(semctl, set, 0, GETVAL, 0), ==, 3);
	EXPECT(SYS(semctl, set, 1, GETVAL, 0), ==, 78);
	EXPECT(SYS(semctl, set, 1, GETPID, 0), ==, getpid());
	EXPECT(SYS(semctl, set, 0, GETNCNT, 0), ==, 0);
	EXPECT(SYS(semctl, set, 0, GETZCNT, 0), ==, 0);
	EXPECT(SYS(semop, set, &wait, 1), ==, -EAGAIN);
	wait.sem_flg = 0;
	EXPECT(SYS(semtimedop, set, &wait, 1, &brief), ==, -EAGAIN);

	const int pid = MUST(fork);

	if (pid == 0) {
		const long done = SYS(semop, set, &undo, 1);
		const long value = SYS(semctl, set, 2, GETVAL, 0);

		SYS(exit_group, done == 0 && value == 200 ? 41 : 1);
	}
	EXPECT_ROW("a child takes", guest_wait(pid), ==, 41 << 8);
	EXPECT_ROW("SEM_UNDO gives it back", SYS(semctl, set, 2, GETVAL, 0), ==, 300);
	EXPECT(SYS(semctl, set, 0, IPC_STAT, &state), ==, 0);
	EXPECT_ROW("IPC_STAT: number", state.sem_nsems, ==, 3UL);
	EXPECT_ROW("IPC_STAT: mode", state.sem_perm.mode & 0777, ==, 0640);
	EXPECT_ROW("IPC_STAT: time of the last operation", state.sem_otime, >, 1600000000L);
	state.sem_perm.mode = 0600;
	EXPECT(SYS(semctl, set, 0, IPC_SET, &state), ==, 0);
	EXPECT(SYS(semctl, set, 0, IPC_STAT, &state), ==, 0);
	EXPECT_ROW("IPC_SET: mode", state.sem_perm.mode & 0777, ==, 0600);
	const long last = SYS(semctl, 0, 0, IPC_INFO, &info);

	EXPECT_ROW("IPC_INFO", last, >=, 0L);
	EXPECT_ROW("IPC_INFO: most semaphores of a set", info.semmsl, >, 0);
	EXPECT(SYS(semctl, 0, 0, SEM_INFO, &info), ==, last);
	EXPECT(SYS(semctl, last, 0, SEM_STAT, &state), >=, 0);
	EXPECT(SYS(semctl, last, 0, SEM_STAT_ANY, &state), >=, 0);
	EXPECT(SYS(semctl, set, 9, GETVAL, 0), ==, -EINVAL);
	EXPECT(SYS(semctl, set, 0, IPC_RMID, 0), ==, 0);
	EXPECT(SYS(semop, set, take, 1), ==, -EINVAL);
}

static void check_messages(void)
{
	const int queue = (int)SYS(msgget, IPC_PRIVATE, IPC_CREAT | 0620);
	struct message m = { 7, "seventh" };
	struct msqid_ds state;
	struct msginfo info = { .msgmax = -1 };

	if (!EXPECT_ROW("msgget", queue, >=, 0))
		return;
	EXPECT(SYS(msgsnd, queue, &m, 8, 0), ==, 0);
	m = (struct message){ 3, "third" };
	EXPECT(SYS(msgsnd, queue, &m, 32, IPC_NOWAIT), ==, 0);
	m = (struct message){ 9, "ninth" };
	EXPECT(SYS(msgsnd, queue, &m, 6, 0), ==, 0);
	m.type = 0;
	EXPECT(SYS(msgsnd, queue, &m, 6, 0), ==, -EINVAL);
	EXPECT(SYS(msgctl, queue, IPC_STAT, &state), ==, 0);
	EXPECT_ROW("IPC_STAT: messages", state.msg_qnum, ==, 3UL);
	EXPECT_ROW("IPC_STAT: who sent", state.msg_lspid, ==, getpid());
	EXPECT_ROW("IPC_STAT: mode", state.msg_perm.mode, ==, 0620);
	/* The lowest of the types up to 8, then all but 7, then any. */
	EXPECT(SYS(msgrcv, queue, &m, 32, -8, 0), ==, 32);
	EXPECT_STR(m.text, "third");
	EXPECT(SYS(msgrcv, queue, &m, 32, 7, MSG_EXCEPT), ==, 6);
	EXPECT_STR(m.text, "ninth");
	EXPECT(SYS(msgrcv, queue, &m, 3, 0, 0), ==, -E2BIG);
	/* MSG_COPY: not in every kernel. */
	const long copied = SYS(msgrcv, queue, &m, 32, 0, MSG_COPY | IPC_NOWAIT);

	EXPECT_ROW("MSG_COPY", copied == 8 || copied == -ENOSYS, ==, true);
	EXPECT(SYS(msgrcv, queue, &m, 3, 0, MSG_NOERROR), ==, 3);
	EXPECT_ROW("the type", m.type, ==, 7L);
	EXPECT(SYS(msgrcv, queue, &m, 32, 0, IPC_NOWAIT), ==, -ENOMSG);
	EXPECT(SYS(msgctl, queue, IPC_STAT, &state), ==, 0);
	state.msg_perm.mode = 0600;
	state.msg_qbytes = 4096;
	EXPECT(SYS(msgctl, queue, IPC_SET, &state), ==, 0);
	EXPECT(SYS(msgctl, queue, IPC_STAT, &state), ==, 0);
	EXPECT_ROW("IPC_SET: bytes", state.msg_qbytes, ==, 4096UL);
	const long last = SYS(msgctl, 0, IPC_INFO, &info);

	EXPECT_ROW("IPC_INFO", last, >=, 0L);
	EXPECT_ROW("IPC_INFO: the longest message", info.msgmax, >, 0);
	EXPECT(SYS(msgctl, 0, MSG_INFO, &info), ==, last);
	EXPECT_ROW("MSG_INFO: queues in use", info.msgpool, >=, 1);
	EXPECT(SYS(msgctl, last, MSG_STAT, &state), >=, 0);
	EXPECT(SYS(msgctl, last, MSG_STAT_ANY, &state), >=, 0);
	EXPECT(SYS(msgctl, queue, IPC_RMID, 0), ==, 0);
	EXPECT(SYS(msgrcv, queue, &m, 32, 0, 0), ==, -EINVAL);
}

static void check_memory(void)
{
	const int segment =
		(int)SYS(shmget, IPC_PRIVATE, 100000, IPC_CREAT | SHM_NORESERVE | 0704);
	struct shmid_ds state;
	struct shminfo info = { .shmmni = 0 };
	struct shm_info used = { .used_ids = -1 };

	if (!EXPECT_ROW("shmget", segment, >=, 0))
		return;

	char *writes = (char *)SYS(shmat, segment, NULL, 0);
	const char *reads = (char *)SYS(shmat, segment, NULL, SHM_RDONLY);

	if (!EXPECT_ROW("shmat", (long)writes > 0 && (long)reads > 0, ==, true))
		return;
	strcpy(writes + 99000, "shared");
	EXPECT_STR(reads + 99000, "shared");
	EXPECT(SYS(shmctl, segment, IPC_STAT, &state), ==, 0);
	EXPECT_ROW("IPC_STAT: size", state.shm_segsz, ==, 100000UL);
	EXPECT_ROW("IPC_STAT: attached", state.shm_nattch, ==, 2UL);
	EXPECT_ROW("IPC_STAT: who made it", state.shm_cpid, ==, getpid());
	EXPECT_ROW("IPC_STAT: mode", state.shm_perm.mode & 0777, ==, 0704);
	EXPECT(SYS(shmat, segment, writes, 0), ==, -EINVAL);
	/* At an address that is rounded down, over what is there. */
	const long again = SYS(shmat, segment, writes + 5, SHM_RND | SHM_REMAP);

	EXPECT_ROW("SHM_REMAP with SHM_RND", again == (long)writes, ==, true);
	EXPECT_STR(writes + 99000, "shared");
	const long runs = SYS(shmat, segment, NULL, SHM_EXEC);

	EXPECT_ROW("SHM_EXEC", runs, >, 0L);
	EXPECT(SYS(shmdt, runs), ==, 0);
	EXPECT(SYS(shmctl, segment, SHM_LOCK, NULL), <=, 0);
	EXPECT(SYS(shmctl, segment, SHM_UNLOCK, NULL), ==, 0);
	state.shm_perm.mode = 0600;
	EXPECT(SYS(shmctl, segment, IPC_SET, &state), ==, 0);
	EXPECT(SYS(shmctl, segment, IPC_STAT, &state), ==, 0);
	EXPECT_ROW("IPC_SET: mode", state.shm_perm.mode & 0777, ==, 0600);
	const long last = SYS(shmctl, 0, IPC_INFO, &info);

	EXPECT_ROW("IPC_INFO", last, >=, 0L);
	EXPECT_ROW("IPC_INFO: the smallest segment", info.shmmin, ==, 1UL);
	EXPECT(SYS(shmctl, 0, SHM_INFO, &used), ==, last);
	EXPECT_ROW("SHM_INFO: in use", used.used_ids, >=, 1);
	EXPECT(SYS(shmctl, last, SHM_STAT, &state), >=, 0);
	EXPECT(SYS(shmctl, last, SHM_STAT_ANY, &state), >=, 0);
	EXPECT(SYS(shmctl, segment, IPC_RMID, NULL), ==, 0);
	EXPECT_STR(reads + 99000, "shared");
	EXPECT(SYS(shmdt, writes), ==, 0);
	EXPECT(SYS(shmdt, reads), ==, 0);
	EXPECT(SYS(shmat, segment, NULL, 0), ==, -EINVAL);
	EXPECT(SYS(shmget, 0x7e57, 100, 0), ==, -ENOENT);
	EXPECT(SYS(shmget, IPC_PRIVATE, 0, IPC_CREAT), ==, -EINVAL);
}

int guest_main(void)
{
	check_semaphores();
	check_messages();
	check_memory();
	return 0;
}

#else

CASE(system_v_commands, .rule = "PROC-44", .shared = true,
     .summary =
	     "the commands of System V semaphores, queues and memory, with their structures");

#endif
