/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "step.h"

#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { REGION_MOST = 48, STEPS_MOST = 400000, TRIES_MOST = 64 };

static const uint32_t breakpoint = 0xd4200000; /* BRK #0 */

bool is_mark(const struct tracee *t, uint64_t number, uint64_t descriptor, uint64_t page,
	     enum page_phase phase)
{
	uint32_t found;

	return number == SYS_write && (int)descriptor == -1 && tracee_is_page(t, page) &&
	       tracee_read(t, page + offsetof(struct order_page, phase), &found,
			   sizeof(found)) &&
	       found == phase;
}

/*
 * From a load exclusive to the store exclusive, with every way out. No step may be
 * taken between the two, or the store never succeeds.
 */
struct region {
	uint64_t begin;
	struct instruction list[REGION_MOST];
	uint32_t words[REGION_MOST];
	size_t count; /* the last is the store */
	uint64_t exits[REGION_MOST];
	size_t exit_count;
	/* Behind which of `list` each leaves. */
	size_t leaves[REGION_MOST];
};

static void add_exit(struct region *r, uint64_t address, size_t behind)
{
	for (size_t i = 0; i < r->exit_count; i++)
		if (r->exits[i] == address)
			return;
	r->exits[r->exit_count] = address;
	r->leaves[r->exit_count++] = behind;
}

static bool region_find(struct tracee *t, uint64_t pc, struct region *r)
{
	*r = (struct region){ .begin = pc };
	while (r->count < REGION_MOST) {
		const size_t n = r->count;
		const uint64_t at = pc + 4 * n;

		if (!tracee_code(t, at, &r->words[n]))
			return false;
		r->list[n] = decode(r->words[n]);
		r->count++;
		const struct instruction *i = &r->list[n];

		if (i->kind == I_STORE_EXCLUSIVE) {
			add_exit(r, at + 4, n);
			return true;
		}
		if (n && i->kind == I_LOAD_EXCLUSIVE)
			return false;
		if (i->kind == I_BRANCH && i->target)
			add_exit(r, at + (uint64_t)i->target, n);
		else if (i->kind == I_BRANCH || i->kind == I_CALL || i->kind == I_UNKNOWN ||
			 (r->words[n] & 0x7c000000) == 0x14000000)
			return false;
	}
	return false;
}

static uint64_t memory_at(const struct tracee *t, const struct instruction *i,
			  const struct user_pt_regs *r)
{
	uint64_t value = 0;

	if (i->kind == I_COMPARE)
		tracee_read(t, effective_address(i, r), &value, i->size < 8 ? i->size : 8);
	return value;
}

/* Runs to whichever exit it takes, and notes what was executed. */
static int region_run(struct tracee *t, struct capture *c, const struct region *r,
		      const struct user_pt_regs *before)
{
	struct user_pt_regs after;
	uint32_t kept[REGION_MOST];
	const size_t count = c->count;
	const int loads = c->loads;
	int signal = 0;
	int status;

	for (size_t i = 0; i < r->exit_count; i++) {
		if (!tracee_code(t, r->exits[i], &kept[i]))
			stop("code behind a store exclusive");
		tracee_poke(t, r->exits[i], breakpoint);
	}
	do {
		status = tracee_resume(t, PTRACE_CONT, signal);
		signal = status < 0 ? 0 : WSTOPSIG(status);
	} while (status >= 0 && signal != SIGTRAP);
	if (status < 0)
		return status;
	for (size_t i = r->exit_count; i-- > 0;)
		tracee_poke(t, r->exits[i], kept[i]);
	if (!tracee_registers(t, &after))
		stop("registers");
	for (size_t i = 0; i < r->exit_count; i++) {
		if (r->exits[i] != after.pc)
			continue;
		const struct instruction *last = &r->list[r->leaves[i]];

		for (size_t k = 0; k <= r->leaves[i]; k++) {
			/* Addresses stay the same in between. */
			struct user_pt_regs now = *before;

			now.pc = r->begin + 4 * k;
			capture_note(c, &r->list[k], r->words[k], &now,
				     memory_at(t, &r->list[k], &now));
			c->steps++;
		}
		/* It goes round again: what counts is the try that succeeds. */
		if (last->kind == I_STORE_EXCLUSIVE && last->status >= 0 &&
		    (uint32_t)after.regs[last->status]) {
			c->count = count;
			c->loads = loads;
		}
		return status;
	}
	c->trouble = "left an exclusive access by a way that wasn't seen";
	return status;
}

bool step_to_mark(struct tracee *t, struct capture *c, unsigned long quiet)
{
	struct user_pt_regs registers;
	struct region region;
	unsigned long last = c->steps; /* that accessed a cell */
	unsigned long accesses = c->accesses;
	int regions = 0;
	int signal = 0;

	while (c->steps < STEPS_MOST && regions < TRIES_MOST * 64) {
		uint32_t word;

		if (!tracee_registers(t, &registers) || !tracee_code(t, registers.pc, &word)) {
			c->trouble = "stood where nothing can be read";
			return false;
		}
		const struct instruction i = decode(word);

		if (i.kind == I_CALL && is_mark(t, registers.regs[8], registers.regs[0],
						registers.regs[1], PHASE_END))
			return false;
		if (accesses != c->accesses) {
			accesses = c->accesses;
			last = c->steps;
		}
		if (c->steps - last > quiet)
			return true;

		const uint64_t pc = registers.pc;
		const size_t count = c->count;
		int status;

		if (!signal && i.kind == I_LOAD_EXCLUSIVE &&
		    region_find(t, registers.pc, &region)) {
			regions++;
			status = region_run(t, c, &region, &registers);
		} else {
			if (!signal)
				capture_note(c, &i, word, &registers,
					     memory_at(t, &i, &registers));
			c->steps++;
			status = tracee_resume(t, PTRACE_SINGLESTEP, signal);
		}
		if (status < 0) {
			c->trouble = "ended within a body";
			return false;
		}
		signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
		/* A fault: it has not been executed, and what handles the signal either
		 * has it executed again or does its work. */
		if (signal && tracee_registers(t, &registers) && registers.pc == pc)
			c->count = count;
	}
	c->trouble = "took more steps than the tracer waits for";
	return false;
}
