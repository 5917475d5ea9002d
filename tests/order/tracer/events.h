/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What one run of a body did: its accesses to the cells, whatever orders, and
 * which of them depends on a value that another has loaded. Loads have numbers; a
 * set of them is a mask.
 */
#ifndef ORDER_EVENTS_H
#define ORDER_EVENTS_H

#include "decode.h"

#include <asm/ptrace.h>
#include <stdio.h>

enum { EVENTS_MOST = 512, LOADS_MOST = 64, SHADOWS = 4096 };

struct event {
	struct instruction instruction;
	uint32_t word;
	uint64_t address;
	bool is_of_cell;
	int load;		      /* its number, or -1 */
	uint64_t address_of, data_of; /* loads that these depend on */
	uint64_t value, expected;     /* in the registers, of what is stored or added */
	bool failed;		      /* a compare that found something else */
};

struct capture {
	uint64_t cells, cells_end; /* addresses */
	struct event events[EVENTS_MOST];
	size_t count;
	int loads;
	unsigned long steps, accesses;
	const char *trouble; /* why it can't be judged; NULL */
	char trouble_name[64];
	/* Which loads a register's value depends on, and the flags', and a word's in
	 * memory. */
	uint64_t of_register[64], of_flags;
	struct {
		uint64_t address, loads;
	} shadows[SHADOWS];
	size_t shadow_count;
};

void capture_begin(struct capture *capture, uint64_t page);

/* The next instruction, before it is executed; memory is what the process has. */
void capture_note(struct capture *capture, const struct instruction *instruction, uint32_t word,
		  const struct user_pt_regs *registers, uint64_t memory);

/* Where it accesses memory. */
uint64_t effective_address(const struct instruction *instruction,
			   const struct user_pt_regs *registers);

/* Would this access concern a cell? */
bool capture_is_cell(const struct capture *capture, uint64_t address, unsigned size);

/* One line of JSON. */
void capture_write(const struct capture *capture, const char *body, const char *mode, FILE *to);

#endif
