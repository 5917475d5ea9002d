/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Notes what code a translator emits for litmus bodies (tests/order/guest): a line
 * of JSON for each body on standard output. It runs beside the translator, in the
 * machine, and steps the thread from mark to mark.
 *
 * usage: tracer PROGRAM [ARGUMENT...]
 *
 * Only translators whose licence is open are looked at, and a program of ours. It
 * asks the kernel what runs once the program is loaded and before its first
 * instruction; anything else is ended there.
 */
#include "guard.h"
#include "step.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REFUSED = 4 };

static const char *const traceable[] = {
	"qemu-x86_64", "qemu-x86_64-static", "box64", "FEX", "FEXInterpreter", "order-control",
};

static bool may_be_traced(const char *executable)
{
	const char *name = strrchr(executable, '/');

	name = name ? name + 1 : executable;
	for (size_t i = 0; i < sizeof(traceable) / sizeof(traceable[0]); i++)
		if (strcmp(name, traceable[i]) == 0)
			return true;
	return false;
}

static void check_program(const struct tracee *t)
{
	char path[64];
	char executable[4096] = "";

	snprintf(path, sizeof(path), "/proc/%d/exe", t->pid);
	if (readlink(path, executable, sizeof(executable) - 1) < 0)
		stop(path);
	if (may_be_traced(executable))
		return;
	kill(t->pid, SIGKILL);
	fprintf(stderr,
		"tracer: refused: %s is none of QEMU, FEX and Box64, whose licences are open; "
		"code of others, such as Rosetta's, is not ours to trace\n",
		executable);
	exit(REFUSED);
}

/* The kernel stops the program at what may be a mark, and at no other call. */
static void filter_calls(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, UINT32_MAX, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(filter[0]), filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		stop("seccomp");
}

static _Noreturn void become(char **argv)
{
	if (ptrace(PTRACE_TRACEME, 0, 0, 0))
		stop("PTRACE_TRACEME");
	raise(SIGSTOP);
	filter_calls();
	execv(argv[0], argv);
	stop(argv[0]);
}

/*
 * The last but one of the rounds is stepped through from the first access until nothing
 * has been accessed for so many steps. If there was another access after that, the last
 * round is, with more patience.
 */
enum { QUIET = 48, QUIET_AGAIN = 400 };

static bool again;

/* Stands at a mark that begins: is it one of those, when all is translated? */
static bool is_looked_at(const struct tracee *t, struct order_page *page, unsigned long *quiet)
{
	if (!tracee_read(t, t->page, page, sizeof(*page)))
		return false;
	*quiet = page->round + 2 == page->rounds ? QUIET : QUIET_AGAIN;
	return *quiet == QUIET || (again && page->round + 1 == page->rounds);
}

/* So that a step is a switch of threads, and no other CPU is to be woken for it. */
static void share_cpu(const struct tracee *t)
{
	static int cpu = -1;
	cpu_set_t one;

	if (cpu < 0)
		cpu = sched_getcpu();

	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	sched_setaffinity(t->pid, sizeof(one), &one);
	sched_setaffinity(0, sizeof(one), &one);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static unsigned long steps;
static double stepping;

static void capture_body(struct tracee *t)
{
	static struct capture capture;
	struct order_page page;
	unsigned long quiet;

	if (!is_looked_at(t, &page, &quiet))
		return;
	again = false;
	page.body[BODY_NAME - 1] = 0;
	page.mode[sizeof(page.mode) - 1] = 0;
	if (!guard_begin(t))
		return;
	share_cpu(t);
	capture_begin(&capture, t->page);
	tracee_forget_code(t);

	const double begun = now();

	guard_close(t);
	if (guard_run(t) == GUARD_ACCESS) {
		const bool is_quiet = step_to_mark(t, &capture, quiet);

		if (!capture.trouble && !tracee_code_is_same(t))
			capture.trouble = "changed its code meanwhile";
		if (is_quiet) {
			guard_close(t);
			again = guard_run(t) == GUARD_ACCESS;
			if (again && quiet != QUIET) {
				capture.trouble = "has accesses too far apart to step between";
				again = false;
			}
		}
	}
	stepping += now() - begun;
	steps += capture.steps;
	if (again)
		return;
	capture_write(&capture, page.body, page.mode, stdout);
}

static void at_call(struct tracee *t)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, t->pid, sizeof(info), &info) <= 0)
		stop("PTRACE_GET_SYSCALL_INFO");
	if (!is_mark(t, info.seccomp.nr, info.seccomp.args[0], info.seccomp.args[1],
		     PHASE_BEGIN))
		return;
	t->page = info.seccomp.args[1];
	capture_body(t);
}

int main(int argc, char **argv)
{
	struct tracee t = { 0 };
	const double begun = now();
	int signal = 0;
	int status;

	if (argc < 2) {
		fprintf(stderr, "usage: tracer PROGRAM [ARGUMENT...]\n");
		return 2;
	}
	t.pid = fork();
	if (t.pid < 0)
		stop("fork");
	if (t.pid == 0)
		become(argv + 1);
	if (waitpid(t.pid, &status, __WALL) != t.pid || !WIFSTOPPED(status))
		stop("the program did not start");
	if (ptrace(PTRACE_SETOPTIONS, t.pid, 0,
		   PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL))
		stop("PTRACE_SETOPTIONS");
	while ((status = tracee_resume(&t, PTRACE_CONT, signal)) >= 0) {
		signal = 0;
		if (status >> 16 == PTRACE_EVENT_EXEC) {
			check_program(&t);
		} else if (status >> 16 == PTRACE_EVENT_SECCOMP) {
			at_call(&t);
			if (t.ended)
				break;
		} else if (WSTOPSIG(status) != SIGTRAP) {
			signal = WSTOPSIG(status);
		}
	}
	fflush(stdout);
	fprintf(stderr, "tracer: %lu steps in %.1f s of %.1f s\n", steps, stepping,
		now() - begun);
	if (WIFSIGNALED(t.end_status)) {
		fprintf(stderr, "tracer: the program was ended by signal %d\n",
			WTERMSIG(t.end_status));
		return 5;
	}
	if (WEXITSTATUS(t.end_status))
		fprintf(stderr, "tracer: the program ended with status %d\n",
			WEXITSTATUS(t.end_status));
	return WEXITSTATUS(t.end_status);
}
