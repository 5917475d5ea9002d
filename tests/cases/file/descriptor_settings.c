/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The rest of fcntl(2) and of the requests that every descriptor knows by ioctl(2).
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <linux/fs.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define FILE_NAME "/tmp/descriptor_settings"

static volatile int noticed;

static void handler(int number)
{
	noticed = number;
}

static void check_locks(int fd)
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 100, .l_len = 50
	};
	const int other = MUST(open, FILE_NAME, O_RDWR);
	const int pid = MUST(fork);

	if (pid == 0) {
		SYS(fcntl, fd, F_SETLKW, &lock);
		kill(getpid(), SIGSTOP);
		SYS(exit_group, 0);
	}
	int status;

	MUST(waitpid, pid, &status, WUNTRACED);
	lock.l_start = 120;
	EXPECT(SYS(fcntl, fd, F_GETLK, &lock), ==, 0);
	EXPECT_ROW("F_GETLK: who has it", lock.l_pid, ==, MUTATE(pid, 1));
	EXPECT_ROW("F_GETLK: where", lock.l_start == 100 && lock.l_len == 50, ==, true);
	EXPECT_ROW("F_GETLK: which", lock.l_type, ==, F_WRLCK);
	EXPECT(SYS(fcntl, fd, F_SETLK, &lock), ==, -EAGAIN);
	kill(pid, SIGCONT);
	EXPECT(guest_wait(pid), ==, 0);
	EXPECT(SYS(fcntl, fd, F_SETLKW, &lock), ==, 0);
	lock.l_pid = 0;
	EXPECT(SYS(fcntl, other, F_OFD_SETLK, &lock), ==, -EAGAIN);
	lock.l_type = F_UNLCK;
	EXPECT(SYS(fcntl, fd, F_SETLK, &lock), ==, 0);
	lock.l_type = F_RDLCK;
	EXPECT(SYS(fcntl, other, F_OFD_SETLKW, &lock), ==, 0);
	lock.l_type = F_WRLCK;
	EXPECT(SYS(fcntl, fd, F_OFD_GETLK, &lock), ==, 0);
	EXPECT_ROW("F_OFD_GETLK: no process", lock.l_pid, ==, -1);
	close(other);
}

static void check_leases(int fd)
{
	unsigned long hint = RWH_WRITE_LIFE_SHORT;

	/* A lease to write needs that nobody else has it open. */
	EXPECT(SYS(fcntl, fd, F_GETLEASE), ==, F_UNLCK);
	EXPECT(SYS(fcntl, fd, F_SETLEASE, F_WRLCK), ==, 0);
	EXPECT(SYS(fcntl, fd, F_GETLEASE), ==, F_WRLCK);
	EXPECT(SYS(openat, AT_FDCWD, FILE_NAME, O_RDONLY | O_NONBLOCK), ==, -EAGAIN);
	EXPECT_ROW("the holder is told", noticed, ==, SIGIO);
	EXPECT(SYS(fcntl, fd, F_SETLEASE, F_UNLCK), ==, 0);
	EXPECT(SYS(fcntl, fd, F_SETLEASE, 77), ==, -EINVAL);
	EXPECT(SYS(fcntl, fd, F_SET_RW_HINT, &hint), ==, 0);
	hint = 99;
	EXPECT(SYS(fcntl, fd, F_GET_RW_HINT, &hint), ==, 0);
	EXPECT_ROW("F_GET_RW_HINT", hint, ==, (unsigned long)RWH_WRITE_LIFE_SHORT);
	hint = 99;
	EXPECT(SYS(fcntl, fd, F_SET_RW_HINT, &hint), ==, -EINVAL);
}

static void check_notify(void)
{
	const int directory = MUST(open, "/dev/shm", O_RDONLY | O_DIRECTORY);

	noticed = 0;

	const long set = SYS(fcntl, directory, F_NOTIFY,
			     DN_CREATE | DN_DELETE | DN_RENAME | DN_MODIFY | DN_ACCESS |
				     DN_ATTRIB | DN_MULTISHOT);

	/* Not in every kernel (CONFIG_DNOTIFY). */
	EXPECT_ROW("F_NOTIFY", set == 0 || set == -EINVAL, ==, true);
	close(MUST(open, "/dev/shm/descriptor_settings", O_CREAT | O_WRONLY, 0600));
	unlink("/dev/shm/descriptor_settings");
	if (set == 0)
		EXPECT_ROW("the signal of F_NOTIFY", noticed, ==, SIGIO);
	EXPECT(SYS(fcntl, 0, F_NOTIFY, DN_CREATE), ==, -ENOTDIR);
	close(directory);
}

static void check_owners(void)
{
	struct {
		int type, pid;
	} owner = { F_OWNER_TID, 0 };
	int ends[2];

	MUST(pipe, ends);
	EXPECT(SYS(fcntl, ends[0], F_SETOWN, getpid()), ==, 0);
	EXPECT(SYS(fcntl, ends[0], F_GETOWN), ==, getpid());
	EXPECT(SYS(fcntl, ends[0], F_SETOWN, -getpgid(0)), ==, 0);
	EXPECT(SYS(fcntl, ends[0], F_GETOWN_EX, &owner), ==, 0);
	EXPECT_ROW("F_GETOWN_EX: a group",
		   owner.type == F_OWNER_PGRP && owner.pid == getpgid(0), ==, true);
	owner.type = F_OWNER_TID;
	owner.pid = gettid();
	EXPECT(SYS(fcntl, ends[0], F_SETOWN_EX, &owner), ==, 0);
	owner.type = 9;
	EXPECT(SYS(fcntl, ends[0], F_SETOWN_EX, &owner), ==, -EINVAL);
	EXPECT(SYS(fcntl, ends[0], F_SETSIG, 34), ==, 0);
	EXPECT(SYS(fcntl, ends[0], F_GETSIG), ==, 34);
	EXPECT(SYS(fcntl, ends[0], F_SETSIG, 65), ==, -EINVAL);
	EXPECT(SYS(fcntl, ends[0], F_SETPIPE_SZ, 65536 * 2), ==, 65536 * 2);
	EXPECT(SYS(fcntl, ends[0], F_GETPIPE_SZ), ==, 65536 * 2);
	EXPECT(SYS(fcntl, ends[0], 9999), ==, -EINVAL);
}

static void check_ioctls(int fd)
{
	int number = 1;
	int zero = 0;
	long size = 0;
	unsigned flags = 0;
	int ends[2];

	MUST(pipe, ends);
	MUST(write, ends[1], "12345", 5);
	EXPECT(CALL(ioctl, ends[0], FIONREAD, &number), ==, 0);
	EXPECT_ROW("FIONREAD", number, ==, 5);
	EXPECT(CALL(ioctl, ends[0], FIONBIO, &number), ==, 0);
	EXPECT_ROW("FIONBIO sets O_NONBLOCK", fcntl(ends[0], F_GETFL) & O_NONBLOCK, ==,
		   O_NONBLOCK);
	EXPECT(CALL(ioctl, ends[0], FIONBIO, &zero), ==, 0);
	EXPECT_ROW("and takes it away", fcntl(ends[0], F_GETFL) & O_NONBLOCK, ==, 0);
	EXPECT(CALL(ioctl, ends[0], FIOASYNC, &number), ==, 0);
	EXPECT_ROW("FIOASYNC sets O_ASYNC", fcntl(ends[0], F_GETFL) & O_ASYNC, ==, O_ASYNC);
	EXPECT(CALL(ioctl, fd, FIOCLEX), ==, 0);
	EXPECT_ROW("FIOCLEX", fcntl(fd, F_GETFD), ==, FD_CLOEXEC);
	EXPECT(CALL(ioctl, fd, FIONCLEX), ==, 0);
	EXPECT_ROW("FIONCLEX", fcntl(fd, F_GETFD), ==, 0);
	/* In memory, since not every file system has an answer. */
	const int memory = MUST(memfd_create, "settings", 0);

	MUST(write, memory, "12345", 5);
	EXPECT(CALL(ioctl, memory, FIOQSIZE, &size), ==, 0);
	EXPECT_ROW("FIOQSIZE: bytes in use", size, >=, 5L);
	EXPECT(CALL(ioctl, memory, FIGETBSZ, &number), ==, 0);
	EXPECT_ROW("FIGETBSZ", number, >=, 512);
	/* Not every file system knows these. */
	const long asked = CALL(ioctl, fd, FS_IOC_GETFLAGS, &flags);

	EXPECT_ROW("FS_IOC_GETFLAGS", asked == 0 || asked == -ENOTTY || asked == -EOPNOTSUPP,
		   ==, true);
	if (asked == 0)
		EXPECT_ROW("FS_IOC_SETFLAGS", CALL(ioctl, fd, FS_IOC_SETFLAGS, &flags) <= 0, ==,
			   true);
	EXPECT(CALL(ioctl, fd, 0x5401 /* TCGETS */, &flags), ==, -ENOTTY);
	EXPECT(CALL(ioctl, fd, 0x12345678, &flags), ==, -ENOTTY);
	EXPECT(CALL(ioctl, 999, FIONREAD, &number), ==, -EBADF);
}

int guest_main(void)
{
	const struct sigaction action = { .sa_handler = handler };
	const int fd = MUST(open, FILE_NAME, O_RDWR | O_CREAT, 0600);

	MUST(sigaction, SIGIO, &action, NULL);
	check_leases(fd);
	check_locks(fd);
	check_notify();
	check_owners();
	check_ioctls(fd);
	unlink(FILE_NAME);
	return 0;
}

#else

CASE(descriptor_settings, .rule = "FILE-49", .shared = true,
     .summary = "locks, leases, owners, signals and notices of fcntl(2), and what ioctl(2) "
		"knows of every "
		"descriptor");

#endif
