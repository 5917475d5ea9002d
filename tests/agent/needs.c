/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs.h"

#include "needs_gpu.h"
#include "needs_probes.h"

#include <linux/capability.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void require(bool condition)
{
	if (!condition)
		_exit(1);
}

bool ends_well(void (*try)(void))
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

static bool have_unheard_of(void)
{
	return false;
}

const char *needs_unmet(unsigned long long needs)
{
	static const struct {
		unsigned long long need;
		bool (*have)(void);
		const char *lacking;
	} each[] = {
		{ NEEDS_IA32, have_ia32,
		  "this kernel runs no 32-bit x86 code (CONFIG_IA32_EMULATION)" },
		{ NEEDS_CODE32, have_code32,
		  "this kernel has no 32-bit code segment (CONFIG_IA32_EMULATION)" },
		{ NEEDS_UNHEARD_OF, have_unheard_of, "this kernel lacks what none has" },
		{ NEEDS_VDSO, have_vdso, "this kernel gives programs no vDSO (vdso=0)" },
		{ NEEDS_CLONE3, have_clone3, "this kernel, or a filter, has no clone3(2)" },
		{ NEEDS_PIDFD, have_pidfd,
		  "this kernel, or a filter, has not all of pidfd_open(2)" },
		{ NEEDS_SYSTEM_V_IPC, have_system_v_ipc,
		  "this kernel has no System V queues (CONFIG_SYSVIPC)" },
		{ NEEDS_POSIX_QUEUES, have_posix_queues,
		  "this kernel, or a limit, allows no POSIX queue (CONFIG_POSIX_MQUEUE)" },
		{ NEEDS_TRACING, have_tracing,
		  "this kernel lets no process trace its child (kernel.yama.ptrace_scope)" },
		{ NEEDS_OTHER_MEMORY, have_other_memory,
		  "this kernel lets no process read its child's memory "
		  "(kernel.yama.ptrace_scope, CONFIG_CROSS_MEMORY_ATTACH)" },
		{ NEEDS_LINUX32, have_linux32, "this kernel or CPU has no PER_LINUX32" },
		{ NEEDS_NO_RANDOM, have_no_random, "a filter refuses ADDR_NO_RANDOMIZE" },
		{ NEEDS_MEMBARRIER, have_membarrier,
		  "this kernel has no membarrier(2) (CONFIG_MEMBARRIER)" },
		{ NEEDS_RSEQ, have_rseq, "this kernel has no rseq(2) (CONFIG_RSEQ)" },
		{ NEEDS_FUTEX_PI, have_futex_pi,
		  "this kernel has no futexes with priorities (CONFIG_FUTEX_PI)" },
		{ NEEDS_FUTEX_WAITV, have_futex_waitv,
		  "this kernel, or a filter, has no futex_waitv(2)" },
		{ NEEDS_UNKNOWN_CALLS, have_unknown_calls,
		  "a filter answers unknown system calls in place of this kernel" },
		{ NEEDS_SPLIT_LOCKS, have_split_locks,
		  "this kernel allows no lock across cache lines (split_lock_detect=fatal)" },
		{ NEEDS_WRITABLE_CODE, have_writable_code,
		  "this kernel, or PR_SET_MDWE, lets no program write code" },
		{ NEEDS_FORCED_WRITES, have_forced_writes,
		  "this kernel forces no write of /proc/self/mem (proc_mem.force_override)" },
		{ NEEDS_PIPE_ROOM, have_pipe_room,
		  "a limit keeps pipes small (fs.pipe-max-size, fs.pipe-user-pages-soft)" },
		{ NEEDS_EXECVE_5_18, have_execve_5_18,
		  "this kernel's execve(2) is older than that of Linux 5.18" },
		{ NEEDS_MEMFD_EXEC, have_memfd_exec,
		  "files of memfd_create(2) can't be executed here (vm.memfd_noexec)" },
		{ NEEDS_NEW_PRIVILEGES, have_new_privileges,
		  "all that runs here has no_new_privs" },
		{ NEEDS_LARGE_STACK, have_large_stack,
		  "the hard limit on the stack is below 64 MiB here" },
		{ NEEDS_LOCKED_MEMORY, have_locked_memory,
		  "the hard limit on locked memory is below 4 MiB here" },
		{ NEEDS_ADDRESSES_47, have_addresses_47,
		  "programs of this kernel have fewer than 47 bits of addresses" },
		{ NEEDS_CLOSE_RANGE, have_close_range,
		  "this kernel has no CLOSE_RANGE_CLOEXEC (Linux 5.11)" },
		{ NEEDS_MDWE, have_mdwe, "this kernel has no PR_SET_MDWE (Linux 6.3)" },
		{ NEEDS_USER_XATTR, have_user_xattr,
		  "this kernel's tmpfs has no user attributes (Linux 6.6)" },
		{ NEEDS_IO_URING, have_io_uring,
		  "io_uring is not to be had here (kernel.io_uring_disabled)" },
		{ NEEDS_AIO, have_aio, "io_setup(2) is not to be had here (CONFIG_AIO)" },
		{ NEEDS_USERFAULTFD, have_userfaultfd,
		  "userfaultfd(2) is not to be had here (CONFIG_USERFAULTFD)" },
		{ NEEDS_INOTIFY, have_inotify,
		  "inotify is not to be had here (fs.inotify.max_user_instances)" },
		{ NEEDS_USER_NAMESPACES, have_user_namespaces,
		  "ordinary users have no user namespaces here, or no rights in them" },
		{ NEEDS_SECCOMP_FILTER, have_seccomp_filter,
		  "seccomp(2) takes no filter here" },
		{ NEEDS_SECCOMP_STRICT, have_seccomp_strict,
		  "strict seccomp is not to be had here (beneath a filter it never is)" },
		{ NEEDS_FANOTIFY, have_fanotify,
		  "this kernel has no fanotify (CONFIG_FANOTIFY)" },
		{ NEEDS_KEYS, have_keys, "this kernel keeps no keys (CONFIG_KEYS)" },
		{ NEEDS_PACKET_SOCKETS, have_packet_sockets,
		  "this kernel has no packet sockets (CONFIG_PACKET)" },
		{ NEEDS_GPU, have_gpu, "no GPU is here to be used (" GPU_RENDER_NODE ")" },
		{ NEEDS_VIRTGPU, have_virtgpu, "the GPU here isn't virtio-gpu" },
		{ NEEDS_GPU_DISPLAY, have_gpu_display,
		  "the GPU here has no display to be used (" GPU_PRIMARY_NODE ")" },
		{ NEEDS_SYNCOBJ, have_syncobj, "this GPU's driver has no sync objects" },
		{ NEEDS_SYNCOBJ_TIMELINE, have_syncobj_timeline,
		  "this GPU's driver has no timelines of sync objects" },
		{ NEEDS_SYNCOBJ_EVENTFD, have_syncobj_eventfd,
		  "this kernel tells no eventfd of a sync object's end (Linux 6.6)" },
		{ NEEDS_OWN_BINFMT_MISC, have_own_binfmt_misc,
		  "user namespaces have no binfmt_misc of their own here (Linux 6.7)" },
		{ NEEDS_LARGE_FILES, have_large_files,
		  "the limit of a file's size is too small here (RLIMIT_FSIZE)" },
		{ NEEDS_ADDRESS_SPACE, have_address_space,
		  "the limit of the address space is too small here (RLIMIT_AS)" },
	};
	static enum { UNKNOWN, MET, UNMET } state[sizeof(each) / sizeof(each[0])];

	for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		if (!(needs & each[i].need))
			continue;
		if (state[i] == UNKNOWN)
			state[i] = each[i].have() ? MET : UNMET;
		if (state[i] == UNMET)
			return each[i].lacking;
	}
	return NULL;
}
