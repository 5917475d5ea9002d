/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a kernel may be built or booted without, asked of the machine's kernel by
 * native code outside any container: a check whose case needs it is skipped there,
 * and no translator is blamed. What only x86 kernels have or lack is asked of
 * none but those: a translator is judged by the rule alone.
 */
#ifndef NEEDS_H
#define NEEDS_H

/* Sets for .needs of a case. */
enum {
	/* 32-bit x86 system calls and programs (CONFIG_IA32_EMULATION, and not booted
	 * with ia32_emulation=0) */
	NEEDS_IA32 = 1 << 0,
	/* A 32-bit code segment, selector 0x23, in the GDT: since Linux 6.7 it goes
	 * with the former (arch/x86/kernel/cpu/common.c). */
	NEEDS_CODE32 = 1 << 1,
	/* What no kernel has: for the self-tests. */
	NEEDS_UNHEARD_OF = 1 << 2,
	/* A vDSO, unless booted with vdso=0; arm64 has one always. */
	NEEDS_VDSO = 1 << 3,
	/* clone3(2): since Linux 5.3, and the filters of some container engines say that
	 * there is none. */
	NEEDS_CLONE3 = 1 << 4,
	/* pidfd_open(2) and its kin: all since Linux 5.6, some denied by such filters */
	NEEDS_PIDFD = 1 << 5,
	/* CONFIG_SYSVIPC */
	NEEDS_SYSTEM_V_IPC = 1 << 6,
	/* CONFIG_POSIX_MQUEUE, and RLIMIT_MSGQUEUE leaves room for one */
	NEEDS_POSIX_QUEUES = 1 << 7,
	/* A parent may trace its child: less than 2 in kernel.yama.ptrace_scope */
	NEEDS_TRACING = 1 << 8,
	/* It may read the child's memory as well: also CONFIG_CROSS_MEMORY_ATTACH */
	NEEDS_OTHER_MEMORY = 1 << 9,
	/* personality(2) takes PER_LINUX32: an arm64 CPU must have 32-bit programs, as
	 * Apple's haven't. */
	NEEDS_LINUX32 = 1 << 10,
	/* personality(2) takes ADDR_NO_RANDOMIZE: the filters of some engines don't. */
	NEEDS_NO_RANDOM = 1 << 11,
	/* CONFIG_MEMBARRIER */
	NEEDS_MEMBARRIER = 1 << 12,
	/* CONFIG_RSEQ */
	NEEDS_RSEQ = 1 << 13,
	/* CONFIG_FUTEX_PI */
	NEEDS_FUTEX_PI = 1 << 14,
	/* futex_waitv(2): since Linux 5.16 */
	NEEDS_FUTEX_WAITV = 1 << 15,
	/* ENOSYS for what there isn't: no filter that says EPERM to all it doesn't know */
	NEEDS_UNKNOWN_CALLS = 1 << 16,
	/* Locked accesses across cache lines, unless booted with split_lock_detect=fatal */
	NEEDS_SPLIT_LOCKS = 1 << 17,
	/* Memory that is writable and executable at once, or in turn: no LSM, and no
	 * PR_SET_MDWE of who started all this, denies it. */
	NEEDS_WRITABLE_CODE = 1 << 18,
	/* /proc/self/mem writes where the mapping doesn't let: not with
	 * proc_mem.force_override=never. */
	NEEDS_FORCED_WRITES = 1 << 19,
	/* Pipes of 64 KiB that can be made larger: fs.pipe-max-size and what a user has
	 * left of fs.pipe-user-pages-soft */
	NEEDS_PIPE_ROOM = 1 << 20,
	/* Linux 5.18: execve(2) without arguments gives an empty one (commit
	 * dcd46d897adb), and AT_PHDR is right wherever the headers lie (0da1d5002745). */
	NEEDS_EXECVE_5_18 = 1 << 21,
	/* Files of memfd_create(2) that can be executed, and not sealed unasked: sysctl
	 * vm.memfd_noexec is 0 */
	NEEDS_MEMFD_EXEC = 1 << 22,
	/* Programs may gain rights: the run itself is without no_new_privs. */
	NEEDS_NEW_PRIVILEGES = 1 << 23,
	/* Hard limits that allow a stack of 64 MiB, and 4 MiB of locked memory */
	NEEDS_LARGE_STACK = 1 << 24,
	NEEDS_LOCKED_MEMORY = 1 << 25,
	/* Addresses of programs up to 2^47: not CONFIG_ARM64_VA_BITS_39 */
	NEEDS_ADDRESSES_47 = 1 << 26,
	/* CLOSE_RANGE_CLOEXEC: since Linux 5.11 */
	NEEDS_CLOSE_RANGE = 1 << 27,
	/* PR_SET_MDWE: since Linux 6.3 */
	NEEDS_MDWE = 1 << 28,
	/* User attributes of files in tmpfs, where containers have theirs: since Linux
	 * 6.6, and CONFIG_TMPFS_XATTR */
	NEEDS_USER_XATTR = 1 << 29,
	/* CONFIG_IO_URING, and kernel.io_uring_disabled is 0 */
	NEEDS_IO_URING = 1 << 30,
	/* CONFIG_AIO, and room in fs.aio-max-nr */
	NEEDS_AIO = 1ULL << 31,
	/* CONFIG_USERFAULTFD, for a program's own faults (Linux 5.11) */
	NEEDS_USERFAULTFD = 1ULL << 32,
	/* CONFIG_INOTIFY_USER, and room in fs.inotify.max_user_instances */
	NEEDS_INOTIFY = 1ULL << 33,
	/* User namespaces for ordinary users, with all rights in them:
	 * user.max_user_namespaces, kernel.unprivileged_userns_clone,
	 * kernel.apparmor_restrict_unprivileged_userns */
	NEEDS_USER_NAMESPACES = 1ULL << 34,
	/* CONFIG_SECCOMP_FILTER; strict mode is never to be had beneath a filter. */
	NEEDS_SECCOMP_FILTER = 1ULL << 35,
	NEEDS_SECCOMP_STRICT = 1ULL << 36,
	/* fanotify (CONFIG_FANOTIFY) */
	NEEDS_FANOTIFY = 1ULL << 37,
	/* Keys and keyrings (CONFIG_KEYS) */
	NEEDS_KEYS = 1ULL << 38,
	/* Packet sockets (CONFIG_PACKET) */
	NEEDS_PACKET_SOCKETS = 1ULL << 39,
	/* A GPU whose render node may be opened: DRM in the kernel, a device, and the
	 * right to use it. */
	NEEDS_GPU = 1ULL << 40,
	/* That it is virtio-gpu; and that it also drives a display, by a primary node */
	NEEDS_VIRTGPU = 1ULL << 41,
	NEEDS_GPU_DISPLAY = 1ULL << 42,
	/* Sync objects of DRM, those with a timeline, and that an eventfd is told of
	 * their end (Linux 6.6) */
	NEEDS_SYNCOBJ = 1ULL << 43,
	NEEDS_SYNCOBJ_TIMELINE = 1ULL << 44,
	NEEDS_SYNCOBJ_EVENTFD = 1ULL << 45,
	/* A binfmt_misc of a user namespace's own: since Linux 6.7, and
	 * CONFIG_BINFMT_MISC */
	NEEDS_OWN_BINFMT_MISC = 1ULL << 46,
	/* Files of 8 GiB, and 64 TiB of addresses: setrlimit(2), RLIMIT_FSIZE and
	 * RLIMIT_AS, which root can't raise in a container that lacks CAP_SYS_RESOURCE */
	NEEDS_LARGE_FILES = 1ULL << 47,
	NEEDS_ADDRESS_SPACE = 1ULL << 48,
};

/* What this kernel lacks of these: one sentence for the record, or NULL. Asks
 * each thing once; from one thread only. */
const char *needs_unmet(unsigned long long needs);

#endif
