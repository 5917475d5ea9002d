/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Oracle, Sybase and PostgreSQL still keep System V shared memory and
 * semaphores, whose structures differ between the architectures.
 */
#include "case.h"

#ifdef GUEST

#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

enum { SIZE = 3 * 4096 };

int guest_main(void)
{
	struct shmid_ds state;
	struct sembuf take = { 0, -1, 0 };
	struct sembuf give = { 0, 1, 0 };
	const struct timespec short_time = { 0, 1000000 };
	int id = MUST(shmget, IPC_PRIVATE, SIZE, IPC_CREAT | 0640);
	int semaphore = MUST(semget, IPC_PRIVATE, 2, IPC_CREAT | 0600);
	char *map = shmat(id, NULL, 0);

	if (!EXPECT((void *)map, !=, (void *)-1))
		return 1;
	EXPECT_ROW("new memory is empty", map[SIZE - 1], ==, 0);
	EXPECT(shmctl(id, IPC_STAT, &state), ==, 0);
	EXPECT(state.shm_segsz, ==, (size_t)SIZE);
	EXPECT(state.shm_nattch, ==, 1UL);
	EXPECT(state.shm_cpid, ==, getpid());
	EXPECT(state.shm_perm.mode & 0777, ==, 0640);

	EXPECT_ERROR(semtimedop(semaphore, &take, 1, &short_time), EAGAIN);

	int pid = MUST(fork);

	if (pid == 0) {
		char *own = shmat(MUTATE(id, shmget(IPC_PRIVATE, SIZE, 0640)), NULL, 0);

		EXPECT((void *)own, !=, (void *)-1);
		own[SIZE - 1] = 'c';
		EXPECT(shmctl(id, IPC_STAT, &state), ==, 0);
		EXPECT_ROW("attached twice here and once there", state.shm_nattch, ==, 3UL);
		EXPECT(semop(semaphore, &give, 1), ==, 0);
		_exit(0);
	}
	EXPECT(semop(semaphore, &take, 1), ==, 0);
	EXPECT_ROW("what the child wrote", map[SIZE - 1], ==, 'c');
	EXPECT_ROW("the child's status", guest_wait(pid), ==, 0);
	EXPECT(shmctl(id, IPC_RMID, NULL), ==, 0);
	EXPECT_ROW("removed, it stays while attached", map[SIZE - 1], ==, 'c');
	EXPECT(shmdt(map), ==, 0);
	EXPECT_ERROR(shmctl(id, IPC_STAT, &state), EINVAL);
	EXPECT_ERROR(shmdt(map), EINVAL);
	EXPECT(syscall(SYS_semctl, (long)semaphore, 0L, (long)IPC_RMID, 0L), ==, 0L);
	return 0;
}

#else

CASE(system_v_memory, .rule = "MEM-9", .shared = true,
     .summary = "System V shared memory and semaphores work across processes",
     .issues = { "https://github.com/gvenzl/oci-oracle-xe/issues/175" });

#endif
