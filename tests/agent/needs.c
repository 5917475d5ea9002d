/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__

/* Each of these ends a child of its own, by a signal where it isn't there. */
static bool ends_well(void (*try)(void))
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		try();
		_exit(0);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static void make_ia32_call(void)
{
	enum { IA32_GETPID = 20 };
	long value = IA32_GETPID;

	__asm__ volatile("int $0x80" : "+a"(value) : : "r8", "r9", "r10", "r11", "memory");
	if (value != getpid())
		_exit(1);
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

#else

static bool have_ia32(void)
{
	return true;
}

static bool have_code32(void)
{
	return true;
}

#endif

static bool have_unheard_of(void)
{
	return false;
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

const char *needs_unmet(unsigned needs)
{
	static struct {
		bool (*have)(void);
		const char *lacking;
		enum { UNKNOWN, MET, UNMET } state;
	} each[] = {
		{ have_ia32, "this kernel runs no 32-bit x86 code (CONFIG_IA32_EMULATION)",
		  UNKNOWN },
		{ have_code32, "this kernel has no 32-bit code segment (CONFIG_IA32_EMULATION)",
		  UNKNOWN },
		{ have_unheard_of, "this kernel lacks what none has", UNKNOWN },
		{ have_fanotify, "this kernel has no fanotify (CONFIG_FANOTIFY)", UNKNOWN },
		{ have_keys, "this kernel keeps no keys (CONFIG_KEYS)", UNKNOWN },
		{ have_packet_sockets, "this kernel has no packet sockets (CONFIG_PACKET)",
		  UNKNOWN },
	};

	for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		if (!(needs & 1U << i))
			continue;
		if (each[i].state == UNKNOWN)
			each[i].state = each[i].have() ? MET : UNMET;
		if (each[i].state == UNMET)
			return each[i].lacking;
	}
	return NULL;
}
