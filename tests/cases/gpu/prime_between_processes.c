/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A client draws into a buffer and hands it to a compositor by SCM_RIGHTS. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

#include <sys/socket.h>

union control {
	struct cmsghdr head;
	char room[CMSG_SPACE(sizeof(int))];
};

static long send_descriptor(int socket, int fd)
{
	union control control = { .head = { .cmsg_len = CMSG_LEN(sizeof(int)),
					    .cmsg_level = SOL_SOCKET,
					    .cmsg_type = SCM_RIGHTS } };
	struct iovec part = { "d", 1 };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control.room),
	};

	memcpy(CMSG_DATA(&control.head), &fd, sizeof(fd));
	return SYS(sendmsg, socket, &message, 0);
}

static int take_descriptor(int socket)
{
	union control control = { .room = "" };
	char byte;
	struct iovec part = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control.room),
	};
	int fd = -1;

	if (SYS(recvmsg, socket, &message, MSG_CMSG_CLOEXEC) == 1 &&
	    control.head.cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(&control.head), sizeof(fd));
	return fd;
}

static int compositor(int socket, size_t words)
{
	const int fd = gpu_open(GPU_RENDER);
	struct drm_prime_handle in = { .fd = take_descriptor(socket) };

	MUST_DRM(fd, PRIME_FD_TO_HANDLE, &in);

	volatile uint32_t *pixels = gpu_map(fd, in.handle, words * 4);
	const size_t wrong = gpu_wrong(pixels, words, 31);

	gpu_fill(pixels, words, MUTATE(37, 36));
	return wrong == 0 ? 0 : 9;
}

int guest_main(void)
{
	enum { WIDTH = 64, HEIGHT = 64, WORDS = WIDTH * HEIGHT };
	int ends[2];
	const int fd = gpu_open(GPU_RENDER);
	const struct drm_virtgpu_resource_create r = gpu_resource(fd, WIDTH, HEIGHT);
	volatile uint32_t *pixels = gpu_map(fd, r.bo_handle, sizeof(uint32_t) * WORDS);
	struct drm_prime_handle out = { .handle = r.bo_handle,
					.flags = DRM_CLOEXEC | DRM_RDWR,
					.fd = -1 };

	gpu_fill(pixels, WORDS, 31);
	MUST_DRM(fd, PRIME_HANDLE_TO_FD, &out);
	MUST(socketpair, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);

	const int pid = guest_fork();

	if (pid == 0)
		_exit(compositor(ends[1], WORDS));
	EXPECT(send_descriptor(ends[0], out.fd), ==, 1L);
	EXPECT_ROW("the other process saw what this one drew", guest_wait(pid), ==, 0);
	EXPECT_ROW("and this one what the other drew", gpu_wrong(pixels, WORDS, 37), ==, 0UL);
	return 0;
}

#else

CASE(prime_between_processes, .rule = "GPU-16", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "A buffer goes to another process by SCM_RIGHTS, and both see its memory");

#endif
