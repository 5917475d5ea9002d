/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs_probes.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <linux/userfaultfd.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

bool have_membarrier(void)
{
	const long wanted =
		MEMBARRIER_CMD_PRIVATE_EXPEDITED | MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED;
	const long offered = syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0, 0);

	return offered >= 0 && (offered & wanted) == wanted;
}

bool have_rseq(void)
{
	/* No area is no argument that it takes. */
	return syscall(SYS_rseq, NULL, 0L, 0L, 0L) == -1 && errno != ENOSYS && errno != EPERM;
}

bool have_futex_pi(void)
{
	static unsigned word;

	return syscall(SYS_futex, &word, (long)FUTEX_TRYLOCK_PI, 0L, NULL, NULL, 0L) == 0;
}

bool have_futex_waitv(void)
{
	enum { FUTEX_WAITV = 449 };

	return syscall(FUTEX_WAITV, NULL, 0L, 0L, NULL, 0L) == -1 && errno == EINVAL;
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

bool have_writable_code(void)
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

bool have_forced_writes(void)
{
	return ends_well(force_write);
}

static bool limit_allows(int resource, rlim_t wanted)
{
	struct rlimit limit = { 0, 0 };

	getrlimit(resource, &limit);
	return limit.rlim_max >= wanted;
}

bool have_large_files(void)
{
	return limit_allows(RLIMIT_FSIZE, (rlim_t)8 << 30);
}

bool have_address_space(void)
{
	return limit_allows(RLIMIT_AS, (rlim_t)64 << 40);
}

bool have_large_stack(void)
{
	return limit_allows(RLIMIT_STACK, 64UL << 20);
}

bool have_locked_memory(void)
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

bool have_addresses_47(void)
{
	return ends_well(map_high);
}

bool have_mdwe(void)
{
	enum { GET_MDWE = 66 };

	return prctl(GET_MDWE, 0L, 0L, 0L, 0L) >= 0;
}

static void open_userfaultfd(void)
{
	require(syscall(SYS_userfaultfd, (long)UFFD_USER_MODE_ONLY) >= 0);
}

bool have_userfaultfd(void)
{
	return ends_well(open_userfaultfd);
}
