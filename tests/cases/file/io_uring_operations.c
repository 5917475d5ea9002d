/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A ring's requests one after the other: each does what its system call does. What
 * databases and language runtimes use where it is there.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <linux/futex.h>
#include <linux/io_uring.h>
#include <linux/openat2.h>
#include <linux/stat.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/xattr.h>

#define PLACE "/tmp/io_uring_operations"

static int ring;
static unsigned *sq_tail, *sq_mask, *sq_array, *cq_head, *cq_tail, *cq_mask;
static struct io_uring_sqe *entries;
static struct io_uring_cqe *completions;

static int set_up(unsigned flags)
{
	struct io_uring_params p = { .flags = flags };

	ring = (int)SYS(io_uring_setup, 8, &p);
	if (ring < 0)
		return ring;

	const size_t size = 65536;
	char *sq = (char *)SYS(mmap, NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring,
			       IORING_OFF_SQ_RING);
	char *cq = (char *)SYS(mmap, NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring,
			       IORING_OFF_CQ_RING);

	if ((long)sq < 0 || (long)cq < 0) {
		const size_t sq_size = p.sq_off.array + p.sq_entries * sizeof(unsigned);
		const size_t cq_size =
			p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe);

		sq = MUST(mmap, NULL, sq_size, PROT_READ | PROT_WRITE, MAP_SHARED, ring,
			  IORING_OFF_SQ_RING);
		cq = MUST(mmap, NULL, cq_size, PROT_READ | PROT_WRITE, MAP_SHARED, ring,
			  IORING_OFF_CQ_RING);
	}
	entries = MUST(mmap, NULL, p.sq_entries * sizeof(*entries), PROT_READ | PROT_WRITE,
		       MAP_SHARED, ring, IORING_OFF_SQES);
	sq_tail = (unsigned *)(sq + p.sq_off.tail);
	sq_mask = (unsigned *)(sq + p.sq_off.ring_mask);
	sq_array = (unsigned *)(sq + p.sq_off.array);
	cq_head = (unsigned *)(cq + p.cq_off.head);
	cq_tail = (unsigned *)(cq + p.cq_off.tail);
	cq_mask = (unsigned *)(cq + p.cq_off.ring_mask);
	completions = (struct io_uring_cqe *)(cq + p.cq_off.cqes);
	return 0;
}

static void put(struct io_uring_sqe sqe)
{
	const unsigned tail = *sq_tail;

	entries[tail & *sq_mask] = sqe;
	sq_array[tail & *sq_mask] = tail & *sq_mask;
	__atomic_store_n(sq_tail, tail + 1, __ATOMIC_RELEASE);
}

/* The next completion, which must be of the request with this tag. */
static long take(unsigned long tag)
{
	const unsigned head = *cq_head;

	while (head == __atomic_load_n(cq_tail, __ATOMIC_ACQUIRE)) {
		const long n = SYS(io_uring_enter, ring, 0, 1, IORING_ENTER_GETEVENTS, NULL, 0);

		if (n < 0 && n != -EINTR)
			return -100000 + n;
	}

	const struct io_uring_cqe c = completions[head & *cq_mask];

	__atomic_store_n(cq_head, head + 1, __ATOMIC_RELEASE);
	return c.user_data == tag ? c.res : -200000 - (long)c.user_data;
}

static long run(struct io_uring_sqe sqe)
{
	static unsigned long tag = 1000;

	sqe.user_data = ++tag;
	put(sqe);

	const long n = SYS(io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0);

	return n == 1 ? take(tag) : -300000 + n;
}

#define RUN(operation, ...) run((struct io_uring_sqe){ .opcode = (operation), __VA_ARGS__ })
#define AT(pointer) ((unsigned long)(pointer))

static void check_files(void)
{
	struct iovec out = { "vector", 6 };
	char text[32] = "";
	struct iovec in = { text, 6 };
	struct open_how how = { .flags = O_RDWR };
	struct statx x = { 0 };
	int ends[2];

	EXPECT(RUN(IORING_OP_MKDIRAT, .fd = AT_FDCWD, .addr = AT(PLACE), .len = 0700), ==, 0);
	const int fd = (int)RUN(IORING_OP_OPENAT, .fd = AT_FDCWD, .addr = AT(PLACE "/a"),
				.len = 0600, .open_flags = O_RDWR | O_CREAT | O_CLOEXEC);

	if (!EXPECT_ROW("IORING_OP_OPENAT", fd, >=, 0))
		return;
	EXPECT(RUN(IORING_OP_WRITE, .fd = fd, .addr = AT("0123456789"), .len = 10,
		   .off = 5000000000),
	       ==, 10);
	EXPECT(RUN(IORING_OP_READ, .fd = fd, .addr = AT(text), .len = 4,
		   .off = MUTATE(5000000003, 0)),
	       ==, 4);
	EXPECT_STR(text, "3456");
	EXPECT(RUN(IORING_OP_WRITEV, .fd = fd, .addr = AT(&out), .len = 1, .off = 100), ==, 6);
	EXPECT(RUN(IORING_OP_READV, .fd = fd, .addr = AT(&in), .len = 1, .off = 100), ==, 6);
	EXPECT_STR(text, "vector");
	EXPECT(RUN(IORING_OP_FSYNC, .fd = fd, .fsync_flags = IORING_FSYNC_DATASYNC), ==, 0);
	EXPECT(RUN(IORING_OP_FALLOCATE, .fd = fd, .off = 0, .addr = 4096, .len = 0), <=, 0);
	EXPECT(RUN(IORING_OP_FADVISE, .fd = fd, .off = 0, .len = 4096, .fadvise_advice = 1), ==,
	       0);
	EXPECT(RUN(IORING_OP_STATX, .fd = AT_FDCWD, .addr = AT(PLACE "/a"), .len = STATX_SIZE,
		   .off = AT(&x)),
	       ==, 0);
	EXPECT_ROW("IORING_OP_STATX", x.stx_size, ==, (__u64)5000000010);
	const int again = (int)RUN(IORING_OP_OPENAT2, .fd = AT_FDCWD, .addr = AT(PLACE "/a"),
				   .len = sizeof(how), .off = AT(&how));

	EXPECT_ROW("IORING_OP_OPENAT2", again, >=, 0);
	EXPECT(RUN(IORING_OP_CLOSE, .fd = again), ==, 0);
	EXPECT_ROW("it is closed", fcntl(again, F_GETFD), ==, -1);
	EXPECT(RUN(IORING_OP_SYMLINKAT, .fd = AT_FDCWD, .addr = AT("a"),
		   .addr2 = AT(PLACE "/link")),
	       ==, 0);
	EXPECT(RUN(IORING_OP_LINKAT, .fd = AT_FDCWD, .addr = AT(PLACE "/a"),
		   .len = (unsigned)AT_FDCWD, .addr2 = AT(PLACE "/b")),
	       ==, 0);
	EXPECT(RUN(IORING_OP_RENAMEAT, .fd = AT_FDCWD, .addr = AT(PLACE "/b"),
		   .len = (unsigned)AT_FDCWD, .addr2 = AT(PLACE "/c")),
	       ==, 0);
	EXPECT_ROW("the name is changed", guest_exists(PLACE "/c") && !guest_exists(PLACE "/b"),
		   ==, true);
	EXPECT_ROW("through the link", guest_exists(PLACE "/link"), ==, true);
	EXPECT(RUN(IORING_OP_FSETXATTR, .fd = fd, .addr = AT("user.x"), .addr2 = AT("val"),
		   .len = 3),
	       <=, 0);
	EXPECT(RUN(IORING_OP_FGETXATTR, .fd = fd, .addr = AT("user.none"), .addr2 = AT(text),
		   .len = 8),
	       <, 0);
	EXPECT(RUN(IORING_OP_SETXATTR, .addr = AT("user.y"), .addr2 = AT("val"),
		   .addr3 = AT(PLACE "/a"), .len = 3),
	       <=, 0);
	EXPECT(RUN(IORING_OP_GETXATTR, .addr = AT("user.none"), .addr2 = AT(text),
		   .addr3 = AT(PLACE "/a"), .len = 8),
	       <, 0);
	MUST(pipe, ends);
	EXPECT(RUN(IORING_OP_SPLICE, .fd = ends[1], .splice_fd_in = fd, .splice_off_in = 100,
		   .off = -1UL, .len = 6),
	       ==, 6);
	EXPECT(read(ends[0], text, 6), ==, 6);
	EXPECT_STR(text, "vector");
	int others[2];

	MUST(pipe, others);
	MUST(write, ends[1], "tee", 3);
	EXPECT(RUN(IORING_OP_TEE, .fd = others[1], .splice_fd_in = ends[0], .len = 3), ==, 3);
	EXPECT(RUN(IORING_OP_MADVISE, .addr = AT(entries) & -65536UL, .len = 0,
		   .fadvise_advice = 0),
	       <=, 0);
	EXPECT(RUN(IORING_OP_UNLINKAT, .fd = AT_FDCWD, .addr = AT(PLACE "/a")), ==, 0);
	EXPECT(RUN(IORING_OP_UNLINKAT, .fd = AT_FDCWD, .addr = AT(PLACE "/none")), ==, -ENOENT);
	unlink(PLACE "/c");
	unlink(PLACE "/link");
	EXPECT(RUN(IORING_OP_UNLINKAT, .fd = AT_FDCWD, .addr = AT(PLACE),
		   .unlink_flags = AT_REMOVEDIR),
	       ==, 0);
}

static void check_sockets(void)
{
	struct epoll_event event = { .events = EPOLLIN };
	char text[16] = "";
	struct iovec part = { text, sizeof(text) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	struct sockaddr name = { .sa_family = AF_UNIX };
	const int epoll = MUST(epoll_create1, 0);
	int ends[2];

	MUST(socketpair, AF_UNIX, SOCK_STREAM, 0, ends);
	EXPECT(RUN(IORING_OP_SEND, .fd = ends[0], .addr = AT("sent"), .len = 4,
		   .msg_flags = MSG_NOSIGNAL),
	       ==, 4);
	EXPECT(RUN(IORING_OP_RECV, .fd = ends[1], .addr = AT(text), .len = 8), ==, 4);
	EXPECT_STR(text, "sent");
	part.iov_len = 4;
	EXPECT(RUN(IORING_OP_SENDMSG, .fd = ends[0], .addr = AT(&message), .len = 1), ==, 4);
	EXPECT(RUN(IORING_OP_EPOLL_CTL, .fd = epoll, .off = (unsigned)ends[1],
		   .len = EPOLL_CTL_ADD, .addr = AT(&event)),
	       ==, 0);
	EXPECT(epoll_wait(epoll, &event, 1, 0), ==, 1);
	EXPECT(RUN(IORING_OP_POLL_ADD, .fd = ends[1], .poll32_events = POLLIN), ==, POLLIN);
	EXPECT(RUN(IORING_OP_RECVMSG, .fd = ends[1], .addr = AT(&message), .len = 1), ==, 4);
	EXPECT(RUN(IORING_OP_SHUTDOWN, .fd = ends[0], .len = SHUT_WR), ==, 0);
	EXPECT(RUN(IORING_OP_READ, .fd = ends[1], .addr = AT(text), .len = 8), ==, 0);
	const int made =
		(int)RUN(IORING_OP_SOCKET, .fd = AF_UNIX, .off = SOCK_STREAM, .len = 0);

	/* Since Linux 5.19. */
	EXPECT_ROW("IORING_OP_SOCKET", made >= 0 || made == -EINVAL, ==, true);

	const int listener = MUST(socket, AF_UNIX, SOCK_STREAM, 0);
	const int client = MUST(socket, AF_UNIX, SOCK_STREAM, 0);
	socklen_t size = 16;
	struct {
		unsigned short family;
		char name[14];
	} bound = { AF_UNIX, "" };

	/* A name that the kernel chooses. */
	MUST(bind, listener, &name, sizeof(name.sa_family));
	MUST(getsockname, listener, (struct sockaddr *)&bound, &size);
	MUST(listen, listener, 1);
	EXPECT(RUN(IORING_OP_CONNECT, .fd = client, .addr = AT(&bound), .off = size), ==, 0);
	EXPECT(RUN(IORING_OP_ACCEPT, .fd = listener), >=, 0);
}

static void check_time(void)
{
	struct __kernel_timespec brief = { 0, 20000000 };
	int ends[2];

	MUST(pipe, ends);
	EXPECT(RUN(IORING_OP_TIMEOUT, .addr = AT(&brief), .len = 1), ==, -ETIME);
	brief.tv_sec = 100;
	put((struct io_uring_sqe){
		.opcode = IORING_OP_TIMEOUT, .addr = AT(&brief), .len = 1, .user_data = 1 });
	put((struct io_uring_sqe){
		.opcode = IORING_OP_TIMEOUT_REMOVE, .addr = 1, .user_data = 2 });
	EXPECT(SYS(io_uring_enter, ring, 2, 2, IORING_ENTER_GETEVENTS, NULL, 0), ==, 2);

	const long first = take(1);

	EXPECT_ROW("IORING_OP_TIMEOUT_REMOVE", first == -ECANCELED || first == -200002, ==,
		   true);
	EXPECT_ROW("both complete", take(first == -ECANCELED ? 2 : 1), <=, 0L);

	put((struct io_uring_sqe){ .opcode = IORING_OP_POLL_ADD,
				   .fd = ends[0],
				   .poll32_events = POLLIN,
				   .user_data = 3 });
	put((struct io_uring_sqe){
		.opcode = IORING_OP_POLL_REMOVE, .addr = 3, .user_data = 4 });
	EXPECT(SYS(io_uring_enter, ring, 2, 2, IORING_ENTER_GETEVENTS, NULL, 0), ==, 2);

	const long second = take(3);

	EXPECT_ROW("IORING_OP_POLL_REMOVE", second == -ECANCELED || second == -200004, ==,
		   true);
	EXPECT_ROW("both complete", take(second == -ECANCELED ? 4 : 3), <=, 0L);
	EXPECT(RUN(IORING_OP_ASYNC_CANCEL, .addr = 99), ==, -ENOENT);

	/* A read that is linked to its limit. */
	char byte;

	brief = (struct __kernel_timespec){ 0, 20000000 };
	put((struct io_uring_sqe){ .opcode = IORING_OP_READ,
				   .fd = ends[0],
				   .addr = AT(&byte),
				   .len = 1,
				   .flags = IOSQE_IO_LINK,
				   .user_data = 5 });
	put((struct io_uring_sqe){ .opcode = IORING_OP_LINK_TIMEOUT,
				   .addr = AT(&brief),
				   .len = 1,
				   .user_data = 6 });
	EXPECT(SYS(io_uring_enter, ring, 2, 2, IORING_ENTER_GETEVENTS, NULL, 0), ==, 2);

	const long third = take(5);

	EXPECT_ROW("IORING_OP_LINK_TIMEOUT",
		   third == -ECANCELED || third == -EINTR || third == -200006, ==, true);
	EXPECT_ROW("both complete", take(third == -200006 ? 5 : 6), <, 0L);
}

static void check_registering(void)
{
	enum { SIZE = 4096 };
	/* Older kernels register no memory that a file stands behind, as the program's. */
	char *buffer = MUST(mmap, NULL, SIZE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct iovec part = { buffer, SIZE };
	union {
		struct io_uring_probe probe;
		char bytes[sizeof(struct io_uring_probe) +
			   64 * sizeof(struct io_uring_probe_op)];
	} told;
	int fds[1] = { MUST(memfd_create, "registered", 0) };
	const int counter = (int)MUST_SYS(eventfd2, 0, 0);
	struct io_uring_files_update update = { .fds = AT(fds) };
	unsigned long count = 0;

	memset(&told, 0, sizeof(told));
	EXPECT(SYS(io_uring_register, ring, IORING_REGISTER_PROBE, &told, 64), ==, 0);
	EXPECT_ROW("IORING_REGISTER_PROBE: IORING_OP_NOP",
		   told.probe.ops[0].flags & IO_URING_OP_SUPPORTED, ==, IO_URING_OP_SUPPORTED);
	EXPECT(SYS(io_uring_register, ring, IORING_REGISTER_FILES, fds, 1), ==, 0);
	EXPECT(RUN(IORING_OP_WRITE, .fd = 0, .flags = IOSQE_FIXED_FILE, .addr = AT("fixed"),
		   .len = 5),
	       ==, 5);
	EXPECT_ROW("it is in the registered file", lseek(fds[0], 0, SEEK_END), ==, 5);
	EXPECT(SYS(io_uring_register, ring, IORING_REGISTER_FILES_UPDATE, &update, 1), ==, 1);
	EXPECT(SYS(io_uring_register, ring, IORING_UNREGISTER_FILES, NULL, 0), ==, 0);
	EXPECT(SYS(io_uring_register, ring, IORING_REGISTER_BUFFERS, &part, 1), ==, 0);
	EXPECT(RUN(IORING_OP_READ_FIXED, .fd = fds[0], .addr = AT(buffer + 100), .len = 5,
		   .buf_index = 0),
	       ==, 5);
	EXPECT_ROW("IORING_OP_READ_FIXED", memcmp(buffer + 100, "fixed", 5), ==, 0);
	EXPECT(RUN(IORING_OP_WRITE_FIXED, .fd = fds[0], .addr = AT(buffer + 101), .len = 4,
		   .buf_index = 0),
	       ==, 4);
	EXPECT(SYS(io_uring_register, ring, IORING_UNREGISTER_BUFFERS, NULL, 0), ==, 0);
	EXPECT(SYS(io_uring_register, ring, IORING_UNREGISTER_BUFFERS, NULL, 0), ==, -ENXIO);
	EXPECT(SYS(io_uring_register, ring, IORING_REGISTER_EVENTFD, &counter, 1), ==, 0);
	EXPECT(RUN(IORING_OP_NOP), ==, 0);
	EXPECT(read(counter, &count, 8), ==, 8);
	EXPECT_ROW("IORING_REGISTER_EVENTFD", count, ==, 1UL);
	EXPECT(SYS(io_uring_register, ring, IORING_UNREGISTER_EVENTFD, NULL, 0), ==, 0);
	EXPECT(SYS(io_uring_register, ring, IORING_REGISTER_EVENTFD_ASYNC, &counter, 1), ==, 0);
	EXPECT(SYS(io_uring_register, ring, IORING_UNREGISTER_EVENTFD, NULL, 0), ==, 0);

	const long who = SYS(io_uring_register, ring, IORING_REGISTER_PERSONALITY, NULL, 0);

	EXPECT_ROW("IORING_REGISTER_PERSONALITY", who, >, 0L);
	EXPECT(SYS(io_uring_register, ring, IORING_UNREGISTER_PERSONALITY, NULL, who), ==, 0);
	EXPECT(SYS(io_uring_register, ring, 9999, NULL, 0), ==, -EINVAL);
	EXPECT(SYS(io_uring_register, 0, IORING_REGISTER_PROBE, &told, 64), ==, -EOPNOTSUPP);
}

int guest_main(void)
{
	struct io_uring_params p = { .flags = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP,
				     .cq_entries = 1 << 30 };
	const int made = set_up(0);

	REFUSE_IF(made == -ENOSYS, "io_uring: ENOSYS");
	REFUSE_IF(made == -EPERM, "io_uring: EPERM");
	if (!EXPECT_ROW("io_uring_setup", made, ==, 0))
		return 1;
	check_files();
	check_sockets();
	check_time();
	check_registering();

	const int sized = (int)SYS(io_uring_setup, 100000, &p);

	EXPECT_ROW("io_uring_setup with IORING_SETUP_CLAMP", sized, >=, 0);
	EXPECT_ROW("its entries", p.sq_entries, ==, 32768U);
	p = (struct io_uring_params){ .flags = IORING_SETUP_R_DISABLED };
	const int disabled = (int)SYS(io_uring_setup, 4, &p);

	EXPECT(SYS(io_uring_enter, disabled, 0, 0, 0, NULL, 0), ==, -EBADFD);
	EXPECT(SYS(io_uring_register, disabled, IORING_REGISTER_ENABLE_RINGS, NULL, 0), ==, 0);
	EXPECT(SYS(io_uring_enter, disabled, 0, 0, 0, NULL, 0), ==, 0);
	p = (struct io_uring_params){ .flags = 1U << 31 };
	EXPECT(SYS(io_uring_setup, 4, &p), ==, -EINVAL);
	EXPECT(SYS(io_uring_setup, 0, &p), ==, -EINVAL);
	return 0;
}

#else

CASE(io_uring_operations, .rule = "FILE-14", .privileged = true,
     .summary = "the requests of io_uring do what their system calls do");

#endif
