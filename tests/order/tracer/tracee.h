/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The traced process: its memory, its registers, its next step. */
#ifndef ORDER_TRACEE_H
#define ORDER_TRACEE_H

#include "page.h"

#include <asm/ptrace.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { CODE_PAGES = 512, CODE_PAGE = 4096 };

struct tracee {
	pid_t pid;
	bool ended;
	int end_status;
	uint64_t page; /* address of the order_page, as the process itself has it; 0: unknown */
	uint64_t svc;  /* an instruction that calls the kernel */
	/* Code that has been looked at since tracee_forget_code. */
	struct {
		uint64_t address;
		uint32_t words[CODE_PAGE / 4];
		bool wanted[CODE_PAGE / 4];
	} * code;
	size_t code_count, code_last;
};

/* Ends the tracer: what the kernel refused. */
_Noreturn void stop(const char *what);

bool tracee_read(const struct tracee *t, uint64_t address, void *to, size_t size);

/* Has it an order_page there? */
bool tracee_is_page(const struct tracee *t, uint64_t address);

bool tracee_registers(const struct tracee *t, struct user_pt_regs *registers);

/* The instruction at an address; false: nothing is mapped there. */
bool tracee_code(struct tracee *t, uint64_t address, uint32_t *word);
void tracee_forget_code(struct tracee *t);
/* Is each instruction that was looked at still what it was? */
bool tracee_code_is_same(const struct tracee *t);

void tracee_poke(const struct tracee *t, uint64_t address, uint32_t word);

/* Lets it go on (PTRACE_SYSCALL and its kin) with a signal, and waits for it to stop:
 * the wait status, or -1 when it has ended. */
int tracee_resume(struct tracee *t, int request, int signal);

#endif
