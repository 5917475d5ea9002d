/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs_probes.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

static void make_message_queue(void)
{
	int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);

	/* Too many of others' say nothing of a container, which has its own. */
	require(id >= 0 || errno == ENOSPC);
	if (id >= 0)
		msgctl(id, IPC_RMID, NULL);
}

bool have_system_v_ipc(void)
{
	return ends_well(make_message_queue);
}

static void make_posix_queue(void)
{
	struct mq_attr attributes = { .mq_maxmsg = 4, .mq_msgsize = 32 };
	char name[32];

	snprintf(name, sizeof(name), "needs-%d", (int)getpid());
	require(syscall(SYS_mq_open, name, (long)(O_RDWR | O_CREAT), 0600L, &attributes) >= 0 ||
		errno == ENOSPC);
	syscall(SYS_mq_unlink, name);
}

bool have_posix_queues(void)
{
	return ends_well(make_posix_queue);
}

static void grow_pipe(void)
{
	enum { USUAL = 1 << 16, LARGER = 1 << 17 };
	int ends[2];

	require(pipe(ends) == 0 && fcntl(ends[0], F_GETPIPE_SZ) >= USUAL);
	require(fcntl(ends[0], F_SETPIPE_SZ, USUAL) >= USUAL);
	require(fcntl(ends[0], F_SETPIPE_SZ, LARGER) >= LARGER);
}

bool have_pipe_room(void)
{
	return ends_well(grow_pipe);
}

static void make_executable_memfd(void)
{
	struct stat s;
	int fd = memfd_create("needs", 0);

	require(fd >= 0 && fstat(fd, &s) == 0 && s.st_mode & 0111);
}

bool have_memfd_exec(void)
{
	return ends_well(make_executable_memfd);
}

bool have_close_range(void)
{
	enum { CLOEXEC = 4 };

	/* No descriptor has these numbers. */
	return syscall(SYS_close_range, ~1U, ~1U, (long)CLOEXEC) == 0;
}

static void set_user_xattr(void)
{
	/* Such a file lies in the kernel's own tmpfs. */
	require(fsetxattr(memfd_create("needs", 0), "user.needs", "", 1, 0) == 0);
}

bool have_user_xattr(void)
{
	return ends_well(set_user_xattr);
}

static void set_up_io_uring(void)
{
	struct io_uring_params params = { .flags = 0 };

	require(syscall(SYS_io_uring_setup, 1L, &params) >= 0);
}

bool have_io_uring(void)
{
	return ends_well(set_up_io_uring);
}

static void set_up_aio(void)
{
	aio_context_t context = 0;

	require(syscall(SYS_io_setup, 4L, &context) == 0);
}

bool have_aio(void)
{
	return ends_well(set_up_aio);
}

static void open_inotify(void)
{
	require(inotify_init1(0) >= 0);
}

bool have_inotify(void)
{
	return ends_well(open_inotify);
}

/* A call that a kernel was built without is ENOSYS; of what the arguments lack it
 * says something else. */
bool have_fanotify(void)
{
	return syscall(SYS_fanotify_mark, -1, 0, 0UL, -1, NULL) == 0 || errno != ENOSYS;
}

bool have_keys(void)
{
	return syscall(SYS_keyctl, -1, 0, 0, 0, 0) == 0 || errno != ENOSYS;
}

bool have_packet_sockets(void)
{
	const int fd = socket(AF_PACKET, SOCK_RAW, 0);
	const int error = errno;

	if (fd >= 0)
		close(fd);
	return fd >= 0 || error != EAFNOSUPPORT;
}
