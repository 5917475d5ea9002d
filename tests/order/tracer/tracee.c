/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "tracee.h"

#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

void stop(const char *what)
{
	fprintf(stderr, "tracer: %s: %s\n", what, strerror(errno));
	exit(3);
}

bool tracee_read(const struct tracee *t, uint64_t address, void *to, size_t size)
{
	struct iovec here = { to, size };
	struct iovec there = { (void *)address, size };

	return process_vm_readv(t->pid, &here, 1, &there, 1, 0) == (ssize_t)size;
}

bool tracee_is_page(const struct tracee *t, uint64_t address)
{
	uint64_t magic[2];

	return tracee_read(t, address, magic, sizeof(magic)) && magic[0] == PAGE_MAGIC_0 &&
	       magic[1] == PAGE_MAGIC_1;
}

bool tracee_registers(const struct tracee *t, struct user_pt_regs *registers)
{
	struct iovec io = { registers, sizeof(*registers) };

	return ptrace(PTRACE_GETREGSET, t->pid, NT_PRSTATUS, &io) == 0;
}

bool tracee_code(struct tracee *t, uint64_t address, uint32_t *word)
{
	const uint64_t page = address & ~(uint64_t)(CODE_PAGE - 1);
	size_t i = t->code_last;

	if (i >= t->code_count || t->code[i].address != page)
		for (i = 0; i < t->code_count && t->code[i].address != page; i++)
			continue;
	if (i == t->code_count) {
		if (t->code_count == CODE_PAGES)
			return tracee_read(t, address, word, sizeof(*word));
		t->code[i].address = page;
		memset(t->code[i].wanted, 0, sizeof(t->code[i].wanted));
		if (!tracee_read(t, page, t->code[i].words, CODE_PAGE))
			return false;
		t->code_count++;
	}
	t->code_last = i;
	*word = t->code[i].words[(address - page) / 4];
	t->code[i].wanted[(address - page) / 4] = true;
	return true;
}

void tracee_forget_code(struct tracee *t)
{
	if (!t->code)
		t->code = calloc(CODE_PAGES, sizeof(*t->code));
	if (!t->code)
		stop("memory");
	t->code_count = 0;
}

bool tracee_code_is_same(const struct tracee *t)
{
	uint32_t words[CODE_PAGE / 4];

	for (size_t i = 0; i < t->code_count; i++) {
		if (!tracee_read(t, t->code[i].address, words, sizeof(words)))
			return false;
		for (size_t k = 0; k < CODE_PAGE / 4; k++)
			if (t->code[i].wanted[k] && words[k] != t->code[i].words[k])
				return false;
	}
	return true;
}

void tracee_poke(const struct tracee *t, uint64_t address, uint32_t word)
{
	const uint64_t at = address & ~UINT64_C(7);
	uint64_t both;

	if (!tracee_read(t, at, &both, sizeof(both)))
		stop("reading code");
	memcpy((char *)&both + (address - at), &word, sizeof(word));
	if (ptrace(PTRACE_POKETEXT, t->pid, at, both))
		stop("writing a breakpoint");
}

int tracee_resume(struct tracee *t, int request, int signal)
{
	int status;

	if (ptrace(request, t->pid, 0, signal) && errno != ESRCH)
		stop("ptrace");
	while (waitpid(t->pid, &status, __WALL) < 0)
		if (errno != EINTR)
			stop("waitpid");
	if (!WIFSTOPPED(status)) {
		t->ended = true;
		t->end_status = status;
		return -1;
	}
	return status;
}
