/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs.h"

#include "needs_gpu.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/io_uring.h>
#include <linux/membarrier.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>
#include <mqueue.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static void require(bool condition)
{
	if (!condition)
		_exit(1);
}

/* Each of these ends a child of its own, by a signal where it isn't there, and as
 * unprivileged as a container's programs are. */
static bool ends_well(void (*try)(void))
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { { 0, 0, 0 } };
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		syscall(SYS_capset, &header, none);
		try();
		_exit(0);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

#ifdef __x86_64__

static void make_ia32_call(void)
{
	enum { IA32_GETPID = 20 };
	long value = IA32_GETPID;

	__asm__ volatile("int $0x80" : "+a"(value) : : "r8", "r9", "r10", "r11", "memory");
	require(value == getpid());
}

static bool have_ia32(void)
{
	return ends_well(make_ia32_call);
}

static bool have_code32(void)
{
	const unsigned selector = 0x23;
	unsigned rights = 0;
	bool readable;

	/* Intel SDM 2A, LAR: ZF tells whether there is such a descriptor. */
	__asm__("lar %2, %0" : "+r"(rights), "=@ccz"(readable) : "r"(selector));
	return readable;
}

static bool have_vdso(void)
{
	return getauxval(AT_SYSINFO_EHDR) != 0;
}

static void lock_across_lines(void)
{
	static char lines[128] __attribute__((aligned(64)));

	__asm__ volatile("lock addl $1, %0" : "+m"(*(uint32_t *)(lines + 62)) : : "cc");
}

static bool have_split_locks(void)
{
	return ends_well(lock_across_lines);
}

#else

static bool have_ia32(void)
{
	return true;
}

static bool have_code32(void)
{
	return true;
}

static bool have_vdso(void)
{
	return true;
}

static bool have_split_locks(void)
{
	return true;
}

#endif

static bool have_unheard_of(void)
{
	return false;
}

static bool have_clone3(void)
{
	/* Smaller than its first version was. */
	return syscall(SYS_clone3, NULL, 0L) == -1 && errno == EINVAL;
}

/* A child that waits until it is killed. */
static pid_t waiting_child(void)
{
	pid_t pid = fork();

	require(pid >= 0);
	if (pid == 0)
		for (;;)
			pause();
	return pid;
}

static void use_pidfds(void)
{
	enum { BY_PIDFD = 3 };
	siginfo_t info;
	int ends[2];
	int self = (int)syscall(SYS_pidfd_open, (long)getpid(), 0L);
	pid_t pid = waiting_child();
	int fd = (int)syscall(SYS_pidfd_open, (long)pid, 0L);

	if (fd < 0)
		kill(pid, SIGKILL);
	require(fd >= 0 && self >= 0);
	if (syscall(SYS_pidfd_send_signal, (long)fd, (long)SIGKILL, NULL, 0L) != 0) {
		kill(pid, SIGKILL);
		_exit(1);
	}
	require(waitid((idtype_t)BY_PIDFD, (id_t)fd, &info, WEXITED) == 0);
	require(pipe(ends) == 0 &&
		syscall(SYS_pidfd_getfd, (long)self, (long)ends[0], 0L) >= 0);
}

static bool have_pidfd(void)
{
	return ends_well(use_pidfds);
}

static void make_message_queue(void)
{
	int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);

	/* Too many of others' say nothing of a container, which has its own. */
	require(id >= 0 || errno == ENOSPC);
	if (id >= 0)
		msgctl(id, IPC_RMID, NULL);
}

static bool have_system_v_ipc(void)
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

static bool have_posix_queues(void)
{
	return ends_well(make_posix_queue);
}

static void trace_child(void)
{
	int status = 0;
	pid_t pid = fork();

	require(pid >= 0);
	if (pid == 0) {
		require(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
		raise(SIGSTOP);
		_exit(0);
	}
	require(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status));
	require(ptrace(PTRACE_CONT, pid, NULL, NULL) == 0 && waitpid(pid, &status, 0) == pid);
}

static bool have_tracing(void)
{
	return ends_well(trace_child);
}

static void read_other_memory(void)
{
	static char there = 'm';
	char here = 0;
	char path[32];
	const struct iovec local = { &here, 1 };
	const struct iovec remote = { &there, 1 };
	pid_t pid = waiting_child();
	ssize_t n = process_vm_readv(pid, &local, 1, &remote, 1, 0);
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	kill(pid, SIGKILL);
	require(n == 1 && here == 'm' && fd >= 0);
}

static bool have_other_memory(void)
{
	return ends_well(read_other_memory);
}

static void take_linux32(void)
{
	require(personality(PER_LINUX32) != -1);
}

static bool have_linux32(void)
{
	return ends_well(take_linux32);
}

static void take_no_random(void)
{
	require(personality(ADDR_NO_RANDOMIZE) != -1);
}

static bool have_no_random(void)
{
	return ends_well(take_no_random);
}

static bool have_membarrier(void)
{
	const long wanted =
		MEMBARRIER_CMD_PRIVATE_EXPEDITED | MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED;
	const long offered = syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0, 0);

	return offered >= 0 && (offered & wanted) == wanted;
}

static bool have_rseq(void)
{
	/* No area is no argument that it takes. */
	return syscall(SYS_rseq, NULL, 0L, 0L, 0L) == -1 && errno != ENOSYS && errno != EPERM;
}

static bool have_futex_pi(void)
{
	static unsigned word;

	return syscall(SYS_futex, &word, (long)FUTEX_TRYLOCK_PI, 0L, NULL, NULL, 0L) == 0;
}

static bool have_futex_waitv(void)
{
	enum { FUTEX_WAITV = 449 };

	return syscall(FUTEX_WAITV, NULL, 0L, 0L, NULL, 0L) == -1 && errno == EINVAL;
}

static bool have_unknown_calls(void)
{
	static const long numbers[] = { 400, 999, 1000000 };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (syscall(numbers[i], 0L, 0L, 0L, 0L, 0L, 0L) != -1 || errno != ENOSYS)
			return false;
	return true;
}

static void make_code(void)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
	char *both = mmap(NULL, page, PROT_READ | PROT_WRITE | PROT_EXEC, flags, -1, 0);
	char *turns = mmap(NULL, page, PROT_READ | PROT_WRITE, flags, -1, 0);

	require(both != MAP_FAILED && turns != MAP_FAILED);
	*turns = 1;
	require(mprotect(turns, page, PROT_READ | PROT_EXEC) == 0);
}

static bool have_writable_code(void)
{
	return ends_well(make_code);
}

static void force_write(void)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *at = mmap(NULL, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = open("/proc/self/mem", O_RDWR | O_CLOEXEC);

	require(at != MAP_FAILED && fd >= 0);
	require(pwrite(fd, "w", 1, (off_t)(uintptr_t)at) == 1 && *at == 'w');
}

static bool have_forced_writes(void)
{
	return ends_well(force_write);
}

static void grow_pipe(void)
{
	enum { USUAL = 1 << 16, LARGER = 1 << 17 };
	int ends[2];

	require(pipe(ends) == 0 && fcntl(ends[0], F_GETPIPE_SZ) >= USUAL);
	require(fcntl(ends[0], F_SETPIPE_SZ, USUAL) >= USUAL);
	require(fcntl(ends[0], F_SETPIPE_SZ, LARGER) >= LARGER);
}

static bool have_pipe_room(void)
{
	return ends_well(grow_pipe);
}

static bool have_execve_5_18(void)
{
	struct utsname name;
	char *end;

	uname(&name);

	const unsigned long major = strtoul(name.release, &end, 10);
	const unsigned long minor = *end ? strtoul(end + 1, NULL, 10) : 0;

	return major > 5 || (major == 5 && minor >= 18);
}

static void make_executable_memfd(void)
{
	struct stat s;
	int fd = memfd_create("needs", 0);

	require(fd >= 0 && fstat(fd, &s) == 0 && s.st_mode & 0111);
}

static bool have_memfd_exec(void)
{
	return ends_well(make_executable_memfd);
}

static bool have_new_privileges(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L) == 0;
}

static bool limit_allows(int resource, rlim_t wanted)
{
	struct rlimit limit = { 0, 0 };

	getrlimit(resource, &limit);
	return limit.rlim_max >= wanted;
}

static bool have_large_files(void)
{
	return limit_allows(RLIMIT_FSIZE, (rlim_t)8 << 30);
}

static bool have_address_space(void)
{
	return limit_allows(RLIMIT_AS, (rlim_t)64 << 40);
}

static bool have_large_stack(void)
{
	return limit_allows(RLIMIT_STACK, 64UL << 20);
}

static bool have_locked_memory(void)
{
	return limit_allows(RLIMIT_MEMLOCK, 4UL << 20);
}

static void map_high(void)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
	void *high = (void *)((1UL << 46) + (1UL << 45));

	/* Something of our own may lie there. */
	require(mmap(high, 65536, PROT_NONE, flags, -1, 0) == high || errno == EEXIST);
}

static bool have_addresses_47(void)
{
	return ends_well(map_high);
}

static bool have_close_range(void)
{
	enum { CLOEXEC = 4 };

	/* No descriptor has these numbers. */
	return syscall(SYS_close_range, ~1U, ~1U, (long)CLOEXEC) == 0;
}

static bool have_mdwe(void)
{
	enum { GET_MDWE = 66 };

	return prctl(GET_MDWE, 0L, 0L, 0L, 0L) >= 0;
}

static void set_user_xattr(void)
{
	/* Such a file lies in the kernel's own tmpfs. */
	require(fsetxattr(memfd_create("needs", 0), "user.needs", "", 1, 0) == 0);
}

static bool have_user_xattr(void)
{
	return ends_well(set_user_xattr);
}

static void set_up_io_uring(void)
{
	struct io_uring_params params = { .flags = 0 };

	require(syscall(SYS_io_uring_setup, 1L, &params) >= 0);
}

static bool have_io_uring(void)
{
	return ends_well(set_up_io_uring);
}

static void set_up_aio(void)
{
	aio_context_t context = 0;

	require(syscall(SYS_io_setup, 4L, &context) == 0);
}

static bool have_aio(void)
{
	return ends_well(set_up_aio);
}

static void open_userfaultfd(void)
{
	require(syscall(SYS_userfaultfd, (long)UFFD_USER_MODE_ONLY) >= 0);
}

static bool have_userfaultfd(void)
{
	return ends_well(open_userfaultfd);
}

static void open_inotify(void)
{
	require(inotify_init1(0) >= 0);
}

static bool have_inotify(void)
{
	return ends_well(open_inotify);
}

static void make_user_namespace(void)
{
	/* A security module may grant the namespace and no right in it. */
	require(unshare(CLONE_NEWUSER) == 0 && chroot("/") == 0);
}

static bool have_user_namespaces(void)
{
	return ends_well(make_user_namespace);
}

static void filter_calls(void)
{
	static struct sock_filter allow[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
	static const struct sock_fprog program = { .len = 1, .filter = allow };

	require(prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0 &&
		syscall(SYS_seccomp, (long)SECCOMP_SET_MODE_FILTER, 0L, &program) == 0);
}

static bool have_seccomp_filter(void)
{
	return ends_well(filter_calls);
}

static void confine(void)
{
	require(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0L, 0L, 0L) == 0);
	/* exit_group(2) would kill it. */
	syscall(SYS_exit, 0L);
}

static bool have_seccomp_strict(void)
{
	return ends_well(confine);
}

/* Mounted over a directory that every system has, in a mount namespace of its own. */
static void mount_own_binfmt_misc(void)
{
	require(unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
		mount("none", "/proc", "binfmt_misc", 0, NULL) == 0);
}

static bool have_own_binfmt_misc(void)
{
	return ends_well(mount_own_binfmt_misc);
}

/* A call that a kernel was built without is ENOSYS; of what the arguments lack it
 * says something else. */
static bool have_fanotify(void)
{
	return syscall(SYS_fanotify_mark, -1, 0, 0UL, -1, NULL) == 0 || errno != ENOSYS;
}

static bool have_keys(void)
{
	return syscall(SYS_keyctl, -1, 0, 0, 0, 0) == 0 || errno != ENOSYS;
}

static bool have_packet_sockets(void)
{
	const int fd = socket(AF_PACKET, SOCK_RAW, 0);
	const int error = errno;

	if (fd >= 0)
		close(fd);
	return fd >= 0 || error != EAFNOSUPPORT;
}

const char *needs_unmet(unsigned long long needs)
{
	static struct {
		unsigned long long need;
		bool (*have)(void);
		const char *lacking;
		enum { UNKNOWN, MET, UNMET } state;
	} each[] = {
		{ NEEDS_IA32, have_ia32,
		  "this kernel runs no 32-bit x86 code (CONFIG_IA32_EMULATION)", UNKNOWN },
		{ NEEDS_CODE32, have_code32,
		  "this kernel has no 32-bit code segment (CONFIG_IA32_EMULATION)", UNKNOWN },
		{ NEEDS_UNHEARD_OF, have_unheard_of, "this kernel lacks what none has",
		  UNKNOWN },
		{ NEEDS_VDSO, have_vdso, "this kernel gives programs no vDSO (vdso=0)",
		  UNKNOWN },
		{ NEEDS_CLONE3, have_clone3, "this kernel, or a filter, has no clone3(2)",
		  UNKNOWN },
		{ NEEDS_PIDFD, have_pidfd,
		  "this kernel, or a filter, has not all of pidfd_open(2)", UNKNOWN },
		{ NEEDS_SYSTEM_V_IPC, have_system_v_ipc,
		  "this kernel has no System V queues (CONFIG_SYSVIPC)", UNKNOWN },
		{ NEEDS_POSIX_QUEUES, have_posix_queues,
		  "this kernel, or a limit, allows no POSIX queue (CONFIG_POSIX_MQUEUE)",
		  UNKNOWN },
		{ NEEDS_TRACING, have_tracing,
		  "this kernel lets no process trace its child (kernel.yama.ptrace_scope)",
		  UNKNOWN },
		{ NEEDS_OTHER_MEMORY, have_other_memory,
		  "this kernel lets no process read its child's memory "
		  "(kernel.yama.ptrace_scope, CONFIG_CROSS_MEMORY_ATTACH)",
		  UNKNOWN },
		{ NEEDS_LINUX32, have_linux32, "this kernel or CPU has no PER_LINUX32",
		  UNKNOWN },
		{ NEEDS_NO_RANDOM, have_no_random, "a filter refuses ADDR_NO_RANDOMIZE",
		  UNKNOWN },
		{ NEEDS_MEMBARRIER, have_membarrier,
		  "this kernel has no membarrier(2) (CONFIG_MEMBARRIER)", UNKNOWN },
		{ NEEDS_RSEQ, have_rseq, "this kernel has no rseq(2) (CONFIG_RSEQ)", UNKNOWN },
		{ NEEDS_FUTEX_PI, have_futex_pi,
		  "this kernel has no futexes with priorities (CONFIG_FUTEX_PI)", UNKNOWN },
		{ NEEDS_FUTEX_WAITV, have_futex_waitv,
		  "this kernel, or a filter, has no futex_waitv(2)", UNKNOWN },
		{ NEEDS_UNKNOWN_CALLS, have_unknown_calls,
		  "a filter answers unknown system calls in place of this kernel", UNKNOWN },
		{ NEEDS_SPLIT_LOCKS, have_split_locks,
		  "this kernel allows no lock across cache lines (split_lock_detect=fatal)",
		  UNKNOWN },
		{ NEEDS_WRITABLE_CODE, have_writable_code,
		  "this kernel, or PR_SET_MDWE, lets no program write code", UNKNOWN },
		{ NEEDS_FORCED_WRITES, have_forced_writes,
		  "this kernel forces no write of /proc/self/mem (proc_mem.force_override)",
		  UNKNOWN },
		{ NEEDS_PIPE_ROOM, have_pipe_room,
		  "a limit keeps pipes small (fs.pipe-max-size, fs.pipe-user-pages-soft)",
		  UNKNOWN },
		{ NEEDS_EXECVE_5_18, have_execve_5_18,
		  "this kernel's execve(2) is older than that of Linux 5.18", UNKNOWN },
		{ NEEDS_MEMFD_EXEC, have_memfd_exec,
		  "files of memfd_create(2) can't be executed here (vm.memfd_noexec)",
		  UNKNOWN },
		{ NEEDS_NEW_PRIVILEGES, have_new_privileges,
		  "all that runs here has no_new_privs", UNKNOWN },
		{ NEEDS_LARGE_STACK, have_large_stack,
		  "the hard limit on the stack is below 64 MiB here", UNKNOWN },
		{ NEEDS_LOCKED_MEMORY, have_locked_memory,
		  "the hard limit on locked memory is below 4 MiB here", UNKNOWN },
		{ NEEDS_ADDRESSES_47, have_addresses_47,
		  "programs of this kernel have fewer than 47 bits of addresses", UNKNOWN },
		{ NEEDS_CLOSE_RANGE, have_close_range,
		  "this kernel has no CLOSE_RANGE_CLOEXEC (Linux 5.11)", UNKNOWN },
		{ NEEDS_MDWE, have_mdwe, "this kernel has no PR_SET_MDWE (Linux 6.3)",
		  UNKNOWN },
		{ NEEDS_USER_XATTR, have_user_xattr,
		  "this kernel's tmpfs has no user attributes (Linux 6.6)", UNKNOWN },
		{ NEEDS_IO_URING, have_io_uring,
		  "io_uring is not to be had here (kernel.io_uring_disabled)", UNKNOWN },
		{ NEEDS_AIO, have_aio, "io_setup(2) is not to be had here (CONFIG_AIO)",
		  UNKNOWN },
		{ NEEDS_USERFAULTFD, have_userfaultfd,
		  "userfaultfd(2) is not to be had here (CONFIG_USERFAULTFD)", UNKNOWN },
		{ NEEDS_INOTIFY, have_inotify,
		  "inotify is not to be had here (fs.inotify.max_user_instances)", UNKNOWN },
		{ NEEDS_USER_NAMESPACES, have_user_namespaces,
		  "ordinary users have no user namespaces here, or no rights in them",
		  UNKNOWN },
		{ NEEDS_SECCOMP_FILTER, have_seccomp_filter, "seccomp(2) takes no filter here",
		  UNKNOWN },
		{ NEEDS_SECCOMP_STRICT, have_seccomp_strict,
		  "strict seccomp is not to be had here (beneath a filter it never is)",
		  UNKNOWN },
		{ NEEDS_FANOTIFY, have_fanotify,
		  "this kernel has no fanotify (CONFIG_FANOTIFY)", UNKNOWN },
		{ NEEDS_KEYS, have_keys, "this kernel keeps no keys (CONFIG_KEYS)", UNKNOWN },
		{ NEEDS_PACKET_SOCKETS, have_packet_sockets,
		  "this kernel has no packet sockets (CONFIG_PACKET)", UNKNOWN },
		{ NEEDS_GPU, have_gpu, "no GPU is here to be used (" GPU_RENDER_NODE ")",
		  UNKNOWN },
		{ NEEDS_VIRTGPU, have_virtgpu, "the GPU here isn't virtio-gpu", UNKNOWN },
		{ NEEDS_GPU_DISPLAY, have_gpu_display,
		  "the GPU here has no display to be used (" GPU_PRIMARY_NODE ")", UNKNOWN },
		{ NEEDS_SYNCOBJ, have_syncobj, "this GPU's driver has no sync objects",
		  UNKNOWN },
		{ NEEDS_SYNCOBJ_TIMELINE, have_syncobj_timeline,
		  "this GPU's driver has no timelines of sync objects", UNKNOWN },
		{ NEEDS_SYNCOBJ_EVENTFD, have_syncobj_eventfd,
		  "this kernel tells no eventfd of a sync object's end (Linux 6.6)", UNKNOWN },
		{ NEEDS_OWN_BINFMT_MISC, have_own_binfmt_misc,
		  "user namespaces have no binfmt_misc of their own here (Linux 6.7)",
		  UNKNOWN },
		{ NEEDS_LARGE_FILES, have_large_files,
		  "the limit of a file's size is too small here (RLIMIT_FSIZE)", UNKNOWN },
		{ NEEDS_ADDRESS_SPACE, have_address_space,
		  "the limit of the address space is too small here (RLIMIT_AS)", UNKNOWN },
	};

	for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		if (!(needs & each[i].need))
			continue;
		if (each[i].state == UNKNOWN)
			each[i].state = each[i].have() ? MET : UNMET;
		if (each[i].state == UNMET)
			return each[i].lacking;
	}
	return NULL;
}
